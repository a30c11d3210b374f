import { describe, expect, inject, onTestFinished, test } from 'vitest';
import type { Charge } from '../../../prisma/generated/prisma/client.js';
import { OutcomeUnknownError } from '../../../src/database/retry.js';
import type { Database } from '../../../src/ledger/open-ledger.js';
import { approveRefund } from '../../../src/refunds/approvals/approve-refund.js';
import { expireApprovals } from '../../../src/refunds/approvals/expire-approvals.js';
import { findApproval } from '../../../src/refunds/approvals/find-approval.js';
import { rejectRefund } from '../../../src/refunds/approvals/reject-refund.js';
import { isRefusal } from '../../../src/rules/refusal.js';
import { type Ask, interceptedDatabase } from '../../support/databases/intercepted-database.js';
import { lockIsAwaited } from '../../support/databases/lock-is-awaited.js';
import { openStepped } from '../../support/databases/stepped-process.js';
import { askForApproval, letExpire, newApproval } from '../../support/gateways/ask-for-approval.js';
import { accepted, refused, testVerbs } from '../../support/gateways/test-verbs.js';
import { insertCharge, testId } from '../../support/rows/ledger-rows.js';

const verbs = testVerbs();
const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
const asked = async (amount: bigint | null = 400n) =>
  newApproval(verbs.as('anna'), { charge: (await insertCharge(verbs.database)).id, amount });
const now = async (id: string) => accepted(await findApproval(verbs.database, id));
const eventsOf = async (approvalId: string) => {
  const events = await verbs.database.prisma.refundApprovalEvent.findMany({
    where: { approvalId },
    orderBy: { position: 'asc' },
  });
  return events.map(({ type }) => type);
};
const approve = (id: string, actor = 'ben', database = verbs.database) =>
  approveRefund({ ...verbs.as(actor), database }, id, null);
const reject = (id: string, actor = 'ben', database = verbs.database) =>
  rejectRefund({ actor, database }, id, null);

/** The same database over another pool, as another process has it. The embedded database has one connection only. */
async function otherProcess(): Promise<Database> {
  if (inject('template').kind === 'embedded') return verbs.database;
  const { database } = await openStepped(verbs.database, 'other');
  onTestFinished(() => database.close());
  return database;
}

/** The same database, in which something happens before or after its statements of a kind, one after the other. */
function meddled(words: string, ...meddlings: readonly ((ask: Ask) => Promise<unknown>)[]) {
  const left = [...meddlings];
  return interceptedDatabase(verbs.database, (text, ask) => {
    const meddle = text.includes(words) ? left.shift() : undefined;
    return meddle ? meddle(ask) : ask();
  });
}
/** Something happens after the decision and before its write. */
const first = (happens: () => Promise<unknown>) => async (ask: Ask) => {
  await happens();
  return ask();
};

describe('rule 13.1: one of two decisions at once counts', () => {
  test('of two approvers in two processes, one creates the refund', async () => {
    const other = await otherProcess();
    for (let round = 0; round < 10; round++) {
      const { id, chargeId } = await asked();
      const answers = await Promise.all([
        approve(id, 'ben'),
        approve(id, 'carl', other),
        approve(id, 'ben', other),
      ]);
      const made = answers.flatMap((answer) => (isRefusal(answer) ? [] : [answer]));
      const [refund] = made;
      expect(made).toHaveLength(1);
      for (const answer of answers)
        if (isRefusal(answer))
          expect(answer).toMatchObject({
            code: 'REFUND_APPROVAL_NOT_PENDING',
            approval: { refundId: refund?.id },
          });
      expect(await verbs.refundsOf(chargeId)).toHaveLength(1);
      expect((await verbs.chargeNow(chargeId)).amountRefunded).toBe(400n);
    }
  });

  test('of an approval and a rejection in two processes, one counts', async () => {
    const other = await otherProcess();
    for (let round = 0; round < 10; round++) {
      const { id, chargeId } = await asked();
      const [approved, rejected] = await Promise.all([approve(id, 'ben'), reject(id, 'carl', other)]);
      expect([isRefusal(approved), isRefusal(rejected)].sort()).toEqual([false, true]);
      const refunds = await verbs.refundsOf(chargeId);
      expect(refunds).toHaveLength(isRefusal(approved) ? 0 : 1);
      expect((await now(id)).status).toBe(isRefusal(approved) ? 'rejected' : 'approved');
      expect(await eventsOf(id)).toEqual(['requested', isRefusal(approved) ? 'rejected' : 'approved']);
    }
  });

  test('of a decision and the end of the time in two processes, one counts and is the only event', async () => {
    const other = await otherProcess();
    for (let round = 0; round < 10; round++) {
      const { id } = await asked();
      await verbs.database.pool.query(
        `UPDATE refund_approval SET expires_at = clock_timestamp() + $2 * interval '1 ms' WHERE id = $1`,
        [id, 2 * round],
      );
      const [decided] = await Promise.all([
        (round % 2 ? approve : reject)(id, 'carl', other),
        expireApprovals(verbs.database),
        expireApprovals(other),
      ]);
      while ((await now(id)).status === 'pending');
      await expireApprovals(verbs.database);
      const { status } = await now(id);
      expect(status === 'expired').toBe(isRefusal(decided));
      expect(await eventsOf(id)).toEqual(['requested', status]);
    }
  });

  // The embedded database has one connection, so nothing is decided beside something else.
  test.runIf(inject('template').kind === 'postgresql').each([
    ['approver', approve],
    ['rejecter', reject],
  ])('a decision that was made just in time is told to the %s who comes too late', async (_, decide) => {
    const { id } = await asked();
    await letExpire(verbs, id);
    const deciding = await verbs.database.pool.connect();
    try {
      await deciding.query('BEGIN');
      await deciding.query(
        `UPDATE refund_approval SET status = 'rejected', decided_by = 'carl', decided_at = expires_at WHERE id = $1`,
        [id],
      );
      const late = decide(id);
      await lockIsAwaited(verbs.database.pool);
      await deciding.query('COMMIT');
      expect(refused(await late)).toMatchObject({
        code: 'REFUND_APPROVAL_NOT_PENDING',
        message: `Approval ${id} was rejected by carl already.`,
        approval: { status: 'rejected' },
      });
    } finally {
      deciding.release(true);
    }
    expect(await eventsOf(id)).toEqual(['requested', 'rejected']);
  });

  test.each([
    ['was approved', (id: string) => approve(id, 'carl'), 1],
    ['was rejected', (id: string) => reject(id, 'carl'), 0],
    ['has expired', (id: string) => letExpire(verbs, id), 0],
    ['has expired', (id: string) => letExpire(verbs, id).then(() => expireApprovals(verbs.database)), 0],
  ] as const)(
    'an approval that %s after the decision was made writes nothing',
    async (words, happens, refunds) => {
      for (const [decide, statement] of [
        [approve, 'approve_refund('],
        [reject, 'UPDATE refund_approval'],
      ] as const) {
        const { id, chargeId } = await asked();
        const meddling = meddled(
          statement,
          first(() => happens(id)),
        );
        expect(refused(await decide(id, 'ben', meddling))).toMatchObject({
          code: 'REFUND_APPROVAL_NOT_PENDING',
          message: expect.stringContaining(words),
        });
        expect(await verbs.refundsOf(chargeId)).toHaveLength(refunds);
        expect((await eventsOf(id)).length).toBeLessThanOrEqual(2);
        expect((await verbs.chargeNow(chargeId)).amountRefunded).toBe(400n * BigInt(refunds));
      }
    },
  );
});

test.each([
  ['the whole charge', null],
  ['more than half of it', 600n],
])(
  'rule 13.1: an approver who finds %s refunded by another approval of the same is told so',
  async (_, amount) => {
    const { id, chargeId } = await asked(amount);
    const meddling = meddled(
      'FROM unnest(',
      first(() => approve(id, 'carl')),
    );
    expect(refused(await approve(id, 'ben', meddling))).toMatchObject({
      code: 'REFUND_APPROVAL_NOT_PENDING',
      message: `Approval ${id} was approved by carl already.`,
      approval: { status: 'approved', decidedBy: 'carl' },
    });
    expect(await verbs.refundsOf(chargeId)).toHaveLength(1);
  },
);

describe('rule 13.4: the charge changes after the decision was made', () => {
  test('and enough is left: the refund is decided again', async () => {
    const { id, chargeId } = await asked();
    const database = meddled(
      'approve_refund(',
      first(() => verbs.refund({ charge: chargeId, amount: 600n })),
    );
    expect(accepted(await approve(id, 'ben', database)).charge?.amountRefunded).toBe(1000n);
  });

  test('and too little is left: the approval stays pending', async () => {
    const { id, chargeId } = await asked();
    const database = meddled(
      'approve_refund(',
      first(() => verbs.refund({ charge: chargeId, amount: 700n })),
    );
    expect(refused(await approve(id, 'ben', database)).code).toBe('AMOUNT_TOO_LARGE');
    expect(await now(id)).toMatchObject({ status: 'pending', decidedBy: null, refundId: null });
    expect((await verbs.chargeNow(chargeId)).amountRefunded).toBe(700n);
  });
});

test('section 8: a request whose key was taken, and forgotten before its outcome was read, has to be decided again', async () => {
  const charge = await insertCharge(verbs.database);
  const idempotencyKey = testId('key');
  const { pool } = verbs.database;
  await pool.query(
    `INSERT INTO idempotency_key (caller, key, fingerprint, refusal) VALUES ('anna', $1, '', '{"code": "RESOURCE_MISSING"}')`,
    [idempotencyKey],
  );
  const database = meddled('INSERT INTO refund_approval', async (ask) => {
    const answer = await ask();
    await pool.query('DELETE FROM idempotency_key WHERE key = $1', [idempotencyKey]);
    return answer;
  });
  const context = { ...verbs.as('anna'), database };
  expect(await askForApproval(context, { charge: charge.id, idempotencyKey })).toBeNull();
  expect(await verbs.database.prisma.refundApproval.count({ where: { chargeId: charge.id } })).toBe(0);
});

describe('I10: the connection breaks', () => {
  const breaks = {
    before: () => Promise.reject(broken),
    after: async (ask: Ask) => {
      await ask();
      throw broken;
    },
  };

  test.each(['before', 'after'] as const)('%s an approval is written: it is written once', async (when) => {
    const { id, chargeId } = await asked();
    const refund = accepted(await approve(id, 'ben', meddled('approve_refund(', breaks[when])));
    expect((await verbs.refundsOf(chargeId)).map((one) => one.id)).toEqual([refund.id]);
    expect(await eventsOf(id)).toEqual(['requested', 'approved']);
    expect(await now(id)).toMatchObject({ status: 'approved', refundId: refund.id });
  });

  test.each(['before', 'after'] as const)('%s a rejection is written: it is written once', async (when) => {
    const { id } = await asked();
    const database = meddled('UPDATE refund_approval', breaks[when]);
    expect(accepted(await reject(id, 'ben', database)).status).toBe('rejected');
    expect(await eventsOf(id)).toEqual(['requested', 'rejected']);
  });

  test.each(['before', 'after'] as const)('%s a request is written: it is written once', async (when) => {
    const charge = await insertCharge(verbs.database);
    const database = meddled('INSERT INTO refund_approval', breaks[when]);
    const context = { ...verbs.as('anna'), database };
    expect(await askForApproval(context, { charge: charge.id })).toMatchObject({
      approval: { status: 'pending' },
      idempotentReplay: false,
    });
    expect(await verbs.database.prisma.refundApproval.count({ where: { chargeId: charge.id } })).toBe(1);
  });

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ['the same caller approves it', (id) => approve(id), 'was approved by ben already.'],
    ['another caller rejects it', (id) => reject(id, 'carl'), 'was rejected by carl already.'],
    [
      'the same caller rejects it with another note',
      (id) => rejectRefund({ actor: 'ben', database: verbs.database }, id, 'Too much'),
      'was rejected by ben already.',
    ],
  ])('before a rejection is written, and meanwhile %s: that counts', async (_, happens, words) => {
    const { id } = await asked();
    const database = meddled('UPDATE refund_approval', async () => {
      await happens(id);
      throw broken;
    });
    expect(refused(await reject(id, 'ben', database))).toMatchObject({
      code: 'REFUND_APPROVAL_NOT_PENDING',
      message: `Approval ${id} ${words}`,
    });
    expect(await eventsOf(id)).toHaveLength(2);
  });

  test('and the retry fails for another reason: the outcome is unknown, and the approval tells it', async () => {
    const { id } = await asked();
    const full = Object.assign(new Error('Timed out fetching a connection'), { code: '53300' });
    const database = meddled('approve_refund(', breaks.after, () => Promise.reject(full));
    await expect(approve(id, 'ben', database)).rejects.toBeInstanceOf(OutcomeUnknownError);
    expect(await now(id)).toMatchObject({ status: 'approved', decidedBy: 'ben' });
  });
});

describe('a request for approval', () => {
  const INSERT = 'INSERT INTO refund_approval';
  const requested = async (database: Database, charge: Charge) =>
    askForApproval({ ...verbs.as('anna'), database }, { charge: charge.id });
  const approvalsOf = ({ id: chargeId }: Charge) =>
    verbs.database.prisma.refundApproval.count({ where: { chargeId } });

  test('of a charge that has changed since the decision is made anew', async () => {
    const charge = await insertCharge(verbs.database);
    const database = meddled(
      INSERT,
      first(() =>
        verbs.database.prisma.charge.update({
          where: { id: charge.id },
          data: { revision: { increment: 1 } },
        }),
      ),
    );
    expect(await requested(database, charge)).toBeNull();
    expect(await approvalsOf(charge)).toBe(0);
  });

  test('is made anew however the refusal of its key is nested', async () => {
    const charge = await insertCharge(verbs.database);
    const cause = { code: '23503', constraint: 'idempotency_key_approval_id_fkey' };
    const nested = () => Promise.reject(new Error('The query failed', { cause }));
    expect(await requested(meddled(INSERT, nested), charge)).toBeNull();
  });

  test.each<[string, object]>([
    ['another key of the schema', { code: '23503', constraint: 'refund_approval_charge_id_fkey' }],
    ['no key', { code: '23514' }],
  ])('that the database refuses by %s fails', async (_, properties) => {
    const charge = await insertCharge(verbs.database);
    const error = Object.assign(new Error('refused'), properties);
    await expect(
      requested(
        meddled(INSERT, () => Promise.reject(error)),
        charge,
      ),
    ).rejects.toBe(error);
    expect(await approvalsOf(charge)).toBe(0);
  });
});

test('rule 13.4: an approver who was overtaken a hundred times is told to try again later', async () => {
  const { id, chargeId } = await asked();
  let writes = 0;
  const write = async () => {
    writes++;
    return [];
  };
  await expect(approve(id, 'ben', { ...verbs.database, write })).rejects.toMatchObject({
    name: 'DatabaseUnavailableError',
    failure: 'conflict',
    cause: { message: `${id} was repeated 100 times` },
  });
  expect(writes).toBe(100);
  expect(await now(id)).toMatchObject({ status: 'pending' });
  expect(await verbs.refundsOf(chargeId)).toEqual([]);
});

describe('the log names a row that is missing, though nothing deletes it:', () => {
  /** The same database, in which a question with these words finds nothing. */
  const without = (words: string): Database => ({
    ...verbs.database,
    query: async (statement, reader) =>
      statement.text.includes(words) ? [] : verbs.database.query(statement, reader),
  });

  test('the approval that was just written', async () => {
    const { id: charge } = await insertCharge(verbs.database);
    const database = without('FROM refund_approval_now t');
    const asking = askForApproval({ ...verbs.as('anna'), database }, { charge });
    await expect(asking).rejects.toThrow(/^The approval apr_\w+ is missing$/);
  });

  test('the charge of an approval', async () => {
    const { id, chargeId } = await asked();
    await expect(approve(id, 'ben', without('FROM unnest('))).rejects.toThrow(
      new Error(`The charge ${chargeId} of an approval is missing`),
    );
  });

  test('the refund of an approval', async () => {
    const { id, chargeId } = await asked();
    // The answer of the write is lost, so the approver looks for what it wrote.
    const write: Database['write'] = async (statement, onDoubt) => {
      await verbs.database.write(statement);
      onDoubt?.();
      return [];
    };
    const approving = approve(id, 'ben', { ...without('FROM refund t'), write });
    await expect(approving).rejects.toThrow(/^The refund re_\w+ of approval apr_\w+ is missing$/);
    const [refund] = await verbs.refundsOf(chargeId);
    await expect(approving).rejects.toThrow(`The refund ${refund?.id} of approval ${id} is missing`);
  });
});
