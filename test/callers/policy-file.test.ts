import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parsePolicy, readPolicyFile } from '../../src/callers/policy-file.js';
import { OperatorError } from '../../src/process/operator-error.js';
import { NO_POLICY } from '../../src/rules/policy.js';
import { temporaryDirectory } from '../support/databases/temporary-directory.js';

/** The lines of faults that a policy is refused with. */
function faultsOf(policy: unknown): readonly string[] {
  try {
    parsePolicy(typeof policy === 'string' ? policy : JSON.stringify(policy));
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    expect(error.code).toBe('POLICY_INVALID');
    return error.message
      .split('\n')
      .slice(1, -1)
      .map((line) => line.trim());
  }
  throw new Error('Not refused');
}

test('section 12: a whole policy is read', () => {
  const json = `{"limits":[{"caller":"desk-*","currency":"usd","maxAmount":10000,"maxAmountPerDay":50000,"maxCountPerDay":50,"aboveLimit":"approve"}],"reasonCodes":["damaged","late"],"requireReasonCode":true,"requireNote":true,"approvalExpiresHours":24,"refundWindowDays":{"card":180,"*":365}}`;
  expect(parsePolicy(json)).toEqual({
    limits: [
      {
        caller: 'desk-*',
        currency: 'usd',
        maxAmount: 10_000n,
        maxAmountPerDay: 50_000n,
        maxCountPerDay: 50,
        aboveLimit: 'approve',
      },
    ],
    reasonCodes: ['damaged', 'late'],
    requireReasonCode: true,
    requireNote: true,
    approvalExpiresHours: 24,
    refundWindowDays: new Map([
      ['card', 180],
      ['*', 365],
    ]),
  });
});

test('section 12: what is left out has no limit, and a limit refuses by default', () => {
  expect(parsePolicy('\uFEFF{}')).toEqual(NO_POLICY);
  expect(parsePolicy('{"limits":[{"caller":"*","currency":"jpy","maxCountPerDay":0}]}').limits).toEqual([
    {
      caller: '*',
      currency: 'jpy',
      maxAmount: null,
      maxAmountPerDay: null,
      maxCountPerDay: 0,
      aboveLimit: 'refuse',
    },
  ]);
});

test('every fault of a file is listed, with its place', () => {
  expect(
    faultsOf({
      limits: [
        {
          caller: '',
          currency: 'USD',
          maxAmount: -1,
          maxAmountPerDay: 1.5,
          maxCountPerDay: '3',
          aboveLimit: 'ask',
        },
        { maxAmout: 100 },
      ],
      reasonCodes: ['late', 'late'],
      requireReasonCode: 'yes',
      approvalExpiresHours: 0,
      refundWindowDays: { card: 0 },
      reasonCode: 'late',
    }),
  ).toEqual([
    'limits[0].caller must be a text of 1 to 255 characters.',
    'limits[0].currency must be a currency in lower case, such as usd.',
    "limits[0].maxAmount must be a whole number of the currency's smallest unit from 0 to 9007199254740991.",
    "limits[0].maxAmountPerDay must be a whole number of the currency's smallest unit from 0 to 9007199254740991.",
    'limits[0].maxCountPerDay must be a whole number from 0 to 2147483647.',
    'limits[0].aboveLimit must be approve or refuse.',
    'limits[1].caller must be a text of 1 to 255 characters.',
    'limits[1].currency must be a currency in lower case, such as usd.',
    'limits[1].maxAmout is not known.',
    'reasonCodes must not have a code twice.',
    'requireReasonCode must be true or false.',
    'approvalExpiresHours must be a number of hours from 1 to 8784.',
    'refundWindowDays.card must be a number of days from 1 to 36525.',
    'reasonCode is not known.',
  ]);
});

test.each([
  ['[]', 'The file must be an object.'],
  ['null', 'The file must be an object.'],
  ['{"limits":{}}', 'limits must be a list.'],
  ['{"limits":[null]}', 'limits[0] must be an object.'],
  ['{"reasonCodes":[]}', 'reasonCodes must not be empty.'],
  ['{"refundWindowDays":[]}', 'refundWindowDays must be an object of days by payment method type.'],
])('%s is refused', (json, fault) => {
  expect(faultsOf(json)).toEqual([fault]);
});

test('a text that is not JSON is refused', () => {
  expect(faultsOf('limits: []')).toEqual([expect.stringMatching(/^The file is not JSON: /)]);
});

test('a file that cannot be read is refused, and without a file everything is allowed', async () => {
  const directory = temporaryDirectory();
  const file = path.join(directory, 'policy.json');
  await expect(readPolicyFile(file)).rejects.toMatchObject({ code: 'POLICY_FILE_UNUSABLE' });
  writeFileSync(file, '{"requireReasonCode":true}');
  expect(await readPolicyFile(file)).toMatchObject({ requireReasonCode: true });
  expect(await readPolicyFile(null)).toBe(NO_POLICY);
});
