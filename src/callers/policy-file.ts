import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { OperatorError } from '../process/operator-error.js';
import { NO_POLICY, type Policy } from '../rules/policy.js';
import { MAX_TEXT_CHARACTERS } from '../rules/text.js';

/** The API writes amounts as numbers, which are exact up to this. */
const MOST = Number.MAX_SAFE_INTEGER;
/** The database counts the refunds of a day in an integer. */
const MOST_REFUNDS = 2 ** 31 - 1;
const YEAR_HOURS = 366 * 24;
/** A hundred years: a longer window is none. */
const MOST_DAYS = 36_525;

/** A wrong type, a fraction and a number beyond the bounds are one fault, whose message says what is right. */
const wholeNumber = (min: number, max: number, what = 'a whole number') => {
  const problem = `must be ${what} from ${min} to ${max}`;
  return z
    .number(problem)
    .refine((value) => Number.isInteger(value) && value >= min && value <= max, problem);
};
const amount = () =>
  wholeNumber(0, MOST, "a whole number of the currency's smallest unit").nullable().default(null);
const flag = z.boolean('must be true or false').default(false);
const text = (max: number) => {
  const problem = `must be a text of 1 to ${max} characters`;
  return z.string(problem).min(1, problem).max(max, problem);
};

/** The most characters of a caller's name. */
const MAX_CALLER_CHARACTERS = 255;
/** Names of fields that nobody knows are faults: a limit that is misspelled would limit nothing. */
const limit = z.strictObject(
  {
    // As names are compared.
    caller: text(MAX_CALLER_CHARACTERS).transform((pattern) => pattern.normalize('NFC')),
    currency: z.string('must be a currency in lower case, such as usd').regex(/^[a-z]{3}$/),
    maxAmount: amount(),
    maxAmountPerDay: amount(),
    maxCountPerDay: wholeNumber(0, MOST_REFUNDS).nullable().default(null),
    aboveLimit: z.enum(['approve', 'refuse'], 'must be approve or refuse').default('refuse'),
  },
  'must be an object',
);

const policyFile = z
  .strictObject(
    {
      limits: z.array(limit, 'must be a list').default([]),
      reasonCodes: z
        .array(text(MAX_TEXT_CHARACTERS), 'must be a list of texts')
        .min(1, 'must not be empty')
        .refine((codes) => new Set(codes).size === codes.length, 'must not have a code twice')
        .nullable()
        .default(NO_POLICY.reasonCodes as string[] | null),
      requireReasonCode: flag,
      requireNote: flag,
      approvalExpiresHours: wholeNumber(1, YEAR_HOURS, 'a number of hours').default(
        NO_POLICY.approvalExpiresHours,
      ),
      refundWindowDays: z
        .record(text(MAX_TEXT_CHARACTERS), wholeNumber(1, MOST_DAYS, 'a number of days'), {
          error: 'must be an object of days by payment method type',
        })
        .default({}),
    },
    'must be an object',
  )
  .transform(
    ({ limits, refundWindowDays, ...rest }): Policy => ({
      ...rest,
      limits: limits.map(({ maxAmount, maxAmountPerDay, ...others }) => ({
        ...others,
        maxAmount: maxAmount === null ? null : BigInt(maxAmount),
        maxAmountPerDay: maxAmountPerDay === null ? null : BigInt(maxAmountPerDay),
      })),
      refundWindowDays: new Map(Object.entries(refundWindowDays)),
    }),
  );

/**
 * Reads the file of POLICY_FILE; without one everything is allowed.
 *
 * @throws OperatorError POLICY_FILE_UNUSABLE, POLICY_INVALID with every fault
 */
export async function readPolicyFile(file: string | null): Promise<Policy> {
  if (file === null) return NO_POLICY;
  let json: string;
  try {
    json = await readFile(file, 'utf8');
  } catch (error) {
    throw new OperatorError(
      'POLICY_FILE_UNUSABLE',
      `The file of POLICY_FILE cannot be read: ${error instanceof Error ? error.message : error}. Correct the setting, or the file.`,
      { cause: error },
    );
  }
  return parsePolicy(json);
}

/**
 * The policy in a JSON text.
 *
 * @throws OperatorError POLICY_INVALID with every fault
 */
export function parsePolicy(json: string): Policy {
  let value: unknown;
  try {
    value = JSON.parse(json.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw invalid([`The file is not JSON: ${error instanceof Error ? error.message : error}.`]);
  }
  const result = policyFile.safeParse(value);
  if (result.success) return result.data;
  throw invalid(
    result.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => `${placeOf([...issue.path, key])} is not known.`)
        : [`${placeOf(issue.path)} ${issue.message}.`],
    ),
  );
}

const invalid = (faults: readonly string[]): OperatorError =>
  new OperatorError(
    'POLICY_INVALID',
    `The policy of POLICY_FILE is not valid:\n${faults.map((fault) => `  ${fault}`).join('\n')}\nCorrect the file and try again.`,
  );

/** Such as `limits[0].maxAmount`, as a program would write it. */
const placeOf = (path: readonly PropertyKey[]): string =>
  path.length === 0
    ? 'The file'
    : path
        .map((part, at) => (typeof part === 'number' ? `[${part}]` : `${at > 0 ? '.' : ''}${String(part)}`))
        .join('');

/** Whose limits a gateway keeps, for the log. */
export const describePolicy = (file: string | null, { limits }: Pick<Policy, 'limits'>): string =>
  file === null
    ? 'No POLICY_FILE: callers have no limits'
    : `The policy of ${file} has ${limits.length} ${limits.length === 1 ? 'limit' : 'limits'} of callers`;
