import 'vitest';

declare module 'vitest' {
  /** The template that a project's global setup provides: an empty, migrated database to copy. */
  interface ProvidedContext {
    template: EmbeddedTemplate | PostgresqlTemplate;
  }
}

/** Files with the packed data directory of an embedded database. */
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
  /** A word for the names of this run's databases. All databases with it are dropped at the end of the run. */
  readonly run: string;
  /** A role with the rights of a gateway in the template and its copies. */
  readonly role: Credentials;
}

/** The user of a URL. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}
