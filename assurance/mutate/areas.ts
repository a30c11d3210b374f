/**
 * What is mutated most: where a mistake moves money, lets a caller do too much, or gives a wrong answer for good. Each
 * name may stand after `--only`.
 */
const AREAS: Readonly<Record<string, RegExp>> = {
  rules: /^src\/rules\//,
  verbs: /^src\/refunds\//,
  faults: /^src\/(database\/(failure|explain-failure|retry)|graphql\/(request-error|request\/errors))\.ts$/,
  limits: /^src\/(graphql\/limits\/|http\/(limits|caller-rate|turns|one-by-one|admission)\.ts)/,
  scopes: /^src\/(rules\/scopes|graphql\/(field-scopes|guard-fields)|callers\/\w[\w-]*)\.ts$/,
  policies:
    /^src\/(rules\/(policy|decide-policy|approval)|callers\/policy-file|refunds\/approvals\/[\w-]+)\.ts$/,
  import: /^src\/import\/steps\//,
};

/** All that is not named above. The schemas of the database, which belong to it, have a name of their own too. */
export const REST = 'rest';
const SCHEMA = 'schema';

export const areaNames: readonly string[] = [...Object.keys(AREAS), SCHEMA, REST];

const isNamed = (file: string): boolean => Object.values(AREAS).some((files) => files.test(file));
const isSchema = (file: string): boolean => !file.endsWith('.ts');

/** Whether a file belongs to an area. */
export function isIn(area: string, file: string): boolean {
  if (area === SCHEMA) return isSchema(file);
  if (area === REST) return !isNamed(file);
  return AREAS[area]?.test(file) ?? false;
}
