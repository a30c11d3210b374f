import { assertEnumType } from 'graphql';
import { requestErrorCodes } from './request-error.js';
import { schema } from './schema.js';

/** The page of all codes that answers have, as docs/error-codes.md holds it. */
export function printErrorCodes(): string {
  const refusals = assertEnumType(schema.getType('RefundErrorCode'))
    .getValues()
    .map(({ name, description }) => `| \`${name}\` | ${description} |`);
  const errors = Object.entries(requestErrorCodes).map(
    ([code, { meaning, advice }]) => `| \`${code}\` | ${meaning} | ${advice} |`,
  );
  return `# Codes of errors

\`npm run schema\` writes this page from the code. [Errors](errors.md) says how to handle them.

## Refusals
The rules refuse what was asked. These are values of \`RefundError.code\`, and codes of queries that name an unknown id.

| code | meaning |
|---|---|
${refusals.join('\n')}

## Errors of requests
The request could not be carried out. These are values of \`errors[].extensions.code\`.

| code | meaning | what to do |
|---|---|---|
${errors.join('\n')}
`;
}
