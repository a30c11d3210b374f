import 'vitest';

declare module 'vitest' {
  /** What a project's global setup tells its tests: where an empty, migrated database can be copied from. */
  interface ProvidedContext {
    template: EmbeddedTemplate | PostgresqlTemplate;
  }
}

/** Files that hold the packed data directory of an embedded database. */
export interface EmbeddedTemplate {
  readonly kind: 'embedded';
  readonly empty: string;
  readonly migrated: string;
}

/** A database on the server at `url`. */
export interface PostgresqlTemplate {
  readonly kind: 'postgresql';
  readonly url: string;
  readonly name: string;
}
