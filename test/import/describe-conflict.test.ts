import { expect, test } from 'vitest';
import { describeConflict } from '../../src/import/steps/describe-conflict.js';
import { ledgerKindByObject, ledgerKinds } from '../../src/import/steps/ledger-kinds.js';

const describeOf = (field: string, ours: unknown, theirs: unknown, isKept = true) =>
  describeConflict({ field, isKept }, { [field]: ours }, { [field]: theirs });

test('section 11: a conflict shows both values', () => {
  expect(describeOf('status', 'canceled', 'succeeded')).toBe(
    'status changed to succeeded in the file and is canceled in the ledger; that of the ledger stays',
  );
  expect(describeOf('amount_captured', 5, 0, false)).toBe(
    'amount_captured changed to 0 in the file and is 5 in the ledger; that of the file is taken',
  );
  expect(describeOf('payment_intent_id', null, undefined)).toContain(
    ' to nothing in the file and is nothing in',
  );
});

test('section 11: a conflict shows no more than is needed to recognise a value, and nothing that a terminal obeys', () => {
  const text = describeOf('payment_method_type', `card\u001b[2J`, 'x'.repeat(1000));
  expect(text).toContain(`changed to ${'x'.repeat(64)}… in the file and is "card\\u001b[2J" in`);
  expect(describeOf(`metadata.a\u001b${'k'.repeat(1000)}`, '1', '2')).toMatch(
    /^"metadata\.a\\u001bk{1,64}… changed in the file and differs in the ledger/,
  );
});

test('section 11: a conflict shows nothing that people wrote, or that is about a person', () => {
  const columns = new Set(ledgerKinds.flatMap((kind) => kind.columns));
  const hidden = [...columns].filter((column) => !describeOf(column, 'ours', 'theirs').includes('ours'));
  const written = [
    'description',
    'metadata',
    'billing_email',
    'billing_name',
    'failure_message',
    'instructions_email',
  ];
  const aboutPersons = [
    'card_brand',
    'card_last4',
    'card_fingerprint',
    'receipt_url',
    'action_email_sent_at',
    'action_email_sent_to',
    'destination_card_reference',
  ];
  // A conflict is never about these: an import does not change them, or computes them.
  const ofCreation = ['note', 'reason_code', 'lines', 'replaces_id', 'created_by', 'counted_on'];
  const never = [
    'id',
    'imported',
    'released',
    ...ofCreation,
    ...(ledgerKindByObject.get('charge')?.computed ?? []),
  ];
  expect(new Set(hidden)).toEqual(new Set([...written, ...aboutPersons, ...never]));
});
