import { describe, expect, test } from 'vitest';
import { type CreateRefundInput, refuseInput } from '../../src/rules/refund-input.js';

const charge = 'ch_1';
const text512 = 'x'.repeat(512);
const email = (length: number): string => `${'a'.repeat(length - 4)}@b.c`;

describe('sections 1, 2, 4 and 8: an input that is valid by itself', () => {
  test.each<[string, CreateRefundInput]>([
    ['rule 1.1: a charge', { charge }],
    ['rule 1.1: a payment intent', { paymentIntent: 'pi_1' }],
    ['rule 1.3: an id of 255 characters', { charge: 'ch_'.padEnd(255, 'x') }],
    ['rule 1.1: both', { charge, paymentIntent: 'pi_1' }],
    ['section 2: an amount of 1', { charge, amount: 1n }],
    ['section 2: an amount past 2^31', { charge, amount: 999_999_999_999n }],
    ['section 2: amount null counts as omitted', { charge, amount: null }],
    ['section 8: a key of 1 character', { charge, idempotencyKey: 'k' }],
    ['section 8: a key of 255 characters', { charge, idempotencyKey: 'k'.repeat(255) }],
    ['section 8: a key of 255 characters beyond the BMP', { charge, idempotencyKey: '😀'.repeat(255) }],
    ['section 8: key null counts as omitted', { charge, idempotencyKey: null }],
    ['rule 6.5: an e-mail address', { charge, instructionsEmail: 'jenny+details@example.com' }],
    ['rule 6.5: an e-mail address of 254 characters', { charge, instructionsEmail: email(254) }],
    ['section 4: metadata null counts as omitted', { charge, metadata: null }],
    ['section 4: metadata', { charge, metadata: { order: '6735' } }],
    ['section 4: an empty string as metadata', { charge, metadata: '' }],
    [
      'section 12: a note and a reason code of 512 characters',
      { charge, note: text512, reasonCode: text512 },
    ],
    ['section 12: a note and a reason code null count as omitted', { charge, note: null, reasonCode: null }],
  ])('%s', (_, input) => {
    expect(refuseInput(input)).toBeNull();
  });
});

const missing = 'One of the following params should be provided for this request: payment_intent or charge.';
const belowOne = 'This value must be greater than or equal to 1.';
const keyLength = 'Idempotency keys have 1 to 255 characters.';

describe('sections 1, 2, 4 and 8: an input that is refused by itself', () => {
  test.each<[string, CreateRefundInput, string, string, string | null]>([
    ['rule 1.1: neither a charge nor a payment intent', {}, 'PARAMETER_MISSING', missing, null],
    ['rule 1.1: both null', { charge: null, paymentIntent: null }, 'PARAMETER_MISSING', missing, null],
    ['section 2: amount 0', { charge, amount: 0n }, 'PARAMETER_INVALID', belowOne, 'amount'],
    ['section 2: amount -1', { charge, amount: -1n }, 'PARAMETER_INVALID', belowOne, 'amount'],
    [
      'section 8: an empty key',
      { charge, idempotencyKey: '' },
      'PARAMETER_INVALID',
      keyLength,
      'idempotencyKey',
    ],
    [
      'section 8: a key of 256 characters',
      { charge, idempotencyKey: 'k'.repeat(256) },
      'PARAMETER_INVALID',
      keyLength,
      'idempotencyKey',
    ],
    ...['', ' ', '\t\n', '\u00a0', ' jenny@example.com', 'jenny@example.com '].map(
      (instructionsEmail): [string, CreateRefundInput, string, string, string] => [
        `rule 6.5: the e-mail address ${JSON.stringify(instructionsEmail)}`,
        { charge, instructionsEmail },
        'PARAMETER_INVALID',
        `Invalid email address: ${instructionsEmail}`,
        'instructionsEmail',
      ],
    ),
    [
      'section 12: a note of 513 characters',
      { charge, note: `${text512}x` },
      'PARAMETER_INVALID',
      'A note has at most 512 characters.',
      'note',
    ],
    [
      'section 12: a reason code of 513 characters',
      { charge, reasonCode: `${text512}x` },
      'PARAMETER_INVALID',
      'A reason code has at most 512 characters.',
      'reasonCode',
    ],
    [
      'section 4: a metadata key of 41 characters',
      { charge, metadata: { ['k'.repeat(41)]: 'v' } },
      'PARAMETER_INVALID',
      `Metadata keys can have up to 40 characters, but '${'k'.repeat(41)}' has 41.`,
      'metadata',
    ],
    ...['ch_'.padEnd(256, 'x'), '', 'ch_ 1', 'ch_é'].flatMap(
      (id): [string, CreateRefundInput, string, string, string][] => {
        const shown = id.length > 64 ? `${id.slice(0, 64)}…` : id;
        return [
          [
            `rule 1.3: the charge '${id}'`,
            { charge: id },
            'RESOURCE_MISSING',
            `No such charge: '${shown}'`,
            'charge',
          ],
          [
            `rule 1.3: the payment intent '${id}'`,
            { paymentIntent: id },
            'RESOURCE_MISSING',
            `No such payment_intent: '${shown}'`,
            'paymentIntent',
          ],
        ];
      },
    ),
    ...['', 'jenny', 'jenny@', '@example.com', 'a b@example.com', 'a@b@c', email(255)].map(
      (address): [string, CreateRefundInput, string, string, string] => [
        `rule 6.5: the address "${address.slice(0, 20)}"`,
        { charge, instructionsEmail: address },
        'PARAMETER_INVALID',
        `Invalid email address: ${address.length > 64 ? `${address.slice(0, 64)}…` : address}`,
        'instructionsEmail',
      ],
    ),
  ])('%s', (_, input, code, message, param) => {
    expect(refuseInput(input)).toEqual({ code, message, param });
  });
});
