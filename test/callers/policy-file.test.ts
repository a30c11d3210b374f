import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { describePolicy, parsePolicy, readPolicyFile } from '../../src/callers/policy-file.js';
import { OperatorError } from '../../src/process/operator-error.js';
import { NO_POLICY, type Policy } from '../../src/rules/policy.js';
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

test('the faults stand on lines of their own, between what is wrong and what to do', () => {
  expect(() => parsePolicy('{"requireNote":1,"note":1}')).toThrow(
    new OperatorError(
      'POLICY_INVALID',
      'The policy of POLICY_FILE is not valid:\n  requireNote must be true or false.\n  note is not known.\nCorrect the file and try again.',
    ),
  );
});

const LIMIT = { caller: '*', currency: 'usd' };
const CURRENCY = 'must be a currency in lower case, such as usd.';
const AMOUNT = "must be a whole number of the currency's smallest unit from 0 to 9007199254740991.";
const COUNT = 'must be a whole number from 0 to 2147483647.';
const FLAG = 'must be true or false.';
const HOURS = 'must be a number of hours from 1 to 8784.';
const DAYS = 'must be a number of days from 1 to 36525.';
const CALLER = 'must be a text of 1 to 255 characters.';
const CODE = 'must be a text of 1 to 512 characters.';

describe.each<[string, (value: unknown) => object, readonly unknown[], readonly unknown[]]>([
  [
    `limits[0].caller ${CALLER}`,
    (caller) => ({ limits: [{ ...LIMIT, caller }] }),
    ['a', 'a'.repeat(255)],
    ['', 'a'.repeat(256), 7, null],
  ],
  [
    `limits[0].currency ${CURRENCY}`,
    (currency) => ({ limits: [{ ...LIMIT, currency }] }),
    ['usd'],
    ['', 'us', 'usdt', 'USD', '$us', ' usd', 7, null, undefined],
  ],
  [
    `limits[0].maxAmount ${AMOUNT}`,
    (maxAmount) => ({ limits: [{ ...LIMIT, maxAmount }] }),
    [0, Number.MAX_SAFE_INTEGER, null],
    [-1, 0.5, '7', 2 ** 53, 1e300],
  ],
  [
    `limits[0].maxAmountPerDay ${AMOUNT}`,
    (maxAmountPerDay) => ({ limits: [{ ...LIMIT, maxAmountPerDay }] }),
    [0, Number.MAX_SAFE_INTEGER, null],
    [-1, 0.5, '7', 2 ** 53, 1e300],
  ],
  [
    `limits[0].maxCountPerDay ${COUNT}`,
    (maxCountPerDay) => ({ limits: [{ ...LIMIT, maxCountPerDay }] }),
    [0, 2_147_483_647, null],
    [-1, 0.5, '7', 2_147_483_648],
  ],
  [
    'limits[0].aboveLimit must be approve or refuse.',
    (aboveLimit) => ({ limits: [{ ...LIMIT, aboveLimit }] }),
    ['approve', 'refuse'],
    ['', 'ask', true, null],
  ],
  ['limits[0] must be an object.', (limit) => ({ limits: [limit] }), [LIMIT], [null, 'usd', 7, []]],
  ['limits must be a list.', (limits) => ({ limits }), [[], [LIMIT]], [null, LIMIT, 'usd']],
  [
    'reasonCodes must be a list of texts.',
    (reasonCodes) => ({ reasonCodes }),
    [null, ['late']],
    ['late', { late: true }, 7],
  ],
  [
    `reasonCodes[0] ${CODE}`,
    (code) => ({ reasonCodes: [code] }),
    ['a', 'a'.repeat(512)],
    ['', 'a'.repeat(513), 7],
  ],
  ['reasonCodes must not be empty.', (reasonCodes) => ({ reasonCodes }), [['late']], [[]]],
  [
    'reasonCodes must not have a code twice.',
    (reasonCodes) => ({ reasonCodes }),
    [['late', 'Late']],
    [['late', 'damaged', 'late']],
  ],
  [
    `requireReasonCode ${FLAG}`,
    (requireReasonCode) => ({ requireReasonCode }),
    [true, false],
    ['yes', 1, null],
  ],
  [`requireNote ${FLAG}`, (requireNote) => ({ requireNote }), [true, false], ['yes', 1, null]],
  [
    `approvalExpiresHours ${HOURS}`,
    (approvalExpiresHours) => ({ approvalExpiresHours }),
    [1, 8784],
    [0, 8785, 1.5, '72', null],
  ],
  [
    `refundWindowDays.card ${DAYS}`,
    (card) => ({ refundWindowDays: { card } }),
    [1, 36_525],
    [0, 36_526, 1.5, '180', null],
  ],
  [
    'refundWindowDays must be an object of days by payment method type.',
    (refundWindowDays) => ({ refundWindowDays }),
    [{}, { '*': 1 }],
    [null, [], 180, 'card'],
  ],
  ['The file must be an object.', (policy) => policy as object, [{}], [null, [], 7, 'usd']],
])('%s', (fault, policyWith, good, bad) => {
  test.each(good.map((value) => [value]))('%j is right', (value) => {
    expect(() => parsePolicy(JSON.stringify(policyWith(value)))).not.toThrow();
  });

  test.each(bad.map((value) => [value]))('%j is not', (value) => {
    expect(faultsOf(JSON.stringify(policyWith(value)))).toEqual([fault]);
  });
});

test('only the mark at the start of a file is no part of it', () => {
  expect(parsePolicy('\uFEFF{"reasonCodes":["a\uFEFFb"]}').reasonCodes).toEqual(['a\uFEFFb']);
  expect(parsePolicy('{"reasonCodes":["a\uFEFFb"]}').reasonCodes).toEqual(['a\uFEFFb']);
});

test('the pattern of a caller is in the form in which names are compared', () => {
  const policy = parsePolicy(JSON.stringify({ limits: [{ ...LIMIT, caller: 'Jose\u0301-*' }] }));
  expect(policy.limits[0]?.caller).toBe('Jos\u00e9-*');
});

test('a text that is not JSON is refused', () => {
  expect(faultsOf('limits: []')).toEqual([
    expect.stringMatching(/^The file is not JSON: Unexpected token .*\.$/),
  ]);
});

test('the message of a faulty file has what is wrong, and what to do', () => {
  expect(() => parsePolicy('{"requireNote":1,"requireReasonCode":1}')).toThrow(
    new OperatorError(
      'POLICY_INVALID',
      `The policy of POLICY_FILE is not valid:
  requireReasonCode must be true or false.
  requireNote must be true or false.
Correct the file and try again.`,
    ),
  );
});

test('a file that cannot be read is refused with the cause, and without a file everything is allowed', async () => {
  const directory = temporaryDirectory();
  const file = path.join(directory, 'policy.json');
  await expect(readPolicyFile(file)).rejects.toMatchObject({
    code: 'POLICY_FILE_UNUSABLE',
    message: `The file of POLICY_FILE cannot be read: ENOENT: no such file or directory, open '${file}'. Correct the setting, or the file.`,
    cause: { code: 'ENOENT' },
  });
  writeFileSync(file, '{"requireReasonCode":true}');
  expect(await readPolicyFile(file)).toMatchObject({ requireReasonCode: true });
  expect(await readPolicyFile(null)).toBe(NO_POLICY);
});

test.each([
  [null, [], 'No POLICY_FILE: callers have no limits'],
  ['policy.json', [], 'The policy of policy.json has 0 limits of callers'],
  ['policy.json', [{}], 'The policy of policy.json has 1 limit of callers'],
  ['policy.json', [{}, {}], 'The policy of policy.json has 2 limits of callers'],
])(
  'the log says how many limits callers have, and where they come from: %s with %j',
  (file, limits, text) => {
    expect(describePolicy(file, { limits: limits as unknown as Policy['limits'] })).toBe(text);
  },
);
