import { erasePersonByEmail } from '../../src/erasure/erase-person.js';
import { approveRefund } from '../../src/refunds/approvals/approve-refund.js';
import { rejectRefund } from '../../src/refunds/approvals/reject-refund.js';
import { cancelRefund } from '../../src/refunds/cancel-refund.js';
import { type CreateContext, createRefund } from '../../src/refunds/create/create-refund.js';
import { previewRefund } from '../../src/refunds/preview-refund.js';
import { runDueTasks } from '../../src/refunds/processing/run-due-tasks.js';
import { updateRefundMetadata } from '../../src/refunds/update-refund-metadata.js';
import type { CreateRefundInput } from '../../src/rules/refund-input.js';
import { isRefusal } from '../../src/rules/refusal.js';
import type { StopAt } from '../support/databases/stepped-process.js';
import { runKnownTasks } from '../support/gateways/run-tasks.js';
import { testSandbox } from '../support/gateways/test-sandbox.js';
import { importAll, refundObject } from '../support/rows/stripe-objects.js';
import type { Locks, Thing } from './modes.js';
import type { Process } from './process.js';
import { type Ledger, PART, SMALL, type World } from './world.js';

/** Where a verb can be stopped. */
export interface Stopped {
  readonly at: StopAt;
  /** What it holds there, if that is not all when it has written, and nothing when it has decided. */
  readonly holds?: Locks;
}

/** A verb of a world. */
export interface Verb {
  /** Does it, and answers in a word. */
  readonly work: (process: Process, world: World) => Promise<string>;
  /** What it has locked when all is written. */
  readonly locks: Locks;
  /** What it leaves alone if another verb has locked it. */
  readonly skips?: Thing;
  /** Where all is written and nothing is committed. Null if it writes nothing. */
  readonly written: Stopped | null;
  /** Where it has read and decided, and written nothing. Null if it locks all that it reads. */
  readonly decided: Stopped | null;
  /** What the rules answer, and how the ledger is afterwards. */
  readonly rule: (ledger: Ledger) => string;
}

/** The answer of createRefund. */
export async function created(context: CreateContext, input: CreateRefundInput): Promise<string> {
  const answer = await createRefund(context, input);
  if (isRefusal(answer)) return answer.code;
  return `${'approval' in answer ? 'held' : 'created'}${answer.idempotentReplay ? ' before' : ''}`;
}

/** Every task is parked. */
const KNOWS_NOTHING = { ...testSandbox, parseStep: () => null };

const RECORD = 'FROM record_refunds(';

/** The rules of a refund over a part of the charge. */
function refunded(ledger: Ledger, done: string): string {
  if (ledger.left < PART) return 'AMOUNT_TOO_LARGE';
  ledger.left -= PART;
  return done;
}

export const verbs = {
  'create a refund': {
    work: ({ as }, { charge, names, policy }) => created(as(names.anna, policy), { charge, amount: PART }),
    locks: { day: 'update', charge: 'no key update', 'payment intent': 'key share' },
    written: { at: { beforeCommitOf: RECORD } },
    decided: { at: { before: RECORD } },
    rule: (ledger) => {
      if (ledger.left < PART) return 'AMOUNT_TOO_LARGE';
      // The address in the charge is needed to ask the customer for bank details.
      if (!ledger.known) return 'PARAMETER_MISSING';
      if (ledger.day > 0n) return 'REFUND_LIMIT_EXCEEDED';
      ledger.day += PART;
      ledger.asks = true;
      return refunded(ledger, 'created');
    },
  },
  'create a group of refunds': {
    work: async ({ as }, { charge, other, names }) => {
      const instructionsEmail = 'other@example.com';
      const both = [other, charge].map((id) =>
        created(as(names.dana), { charge: id, amount: PART, instructionsEmail }),
      );
      return (await Promise.all(both)).join(' and ');
    },
    locks: { charge: 'no key update', 'other charge': 'no key update', 'payment intent': 'key share' },
    written: { at: { beforeCommitOf: RECORD } },
    decided: { at: { before: RECORD } },
    rule: (ledger) => {
      ledger.otherLeft -= PART;
      return `created and ${refunded(ledger, 'created')}`;
    },
  },
  'cancel a refund': {
    work: async ({ as }, { refund, names }) => {
      const answer = await cancelRefund(as(names.dana), refund);
      return isRefusal(answer) ? answer.code : answer.status;
    },
    locks: { charge: 'no key update', task: 'update', refund: 'no key update' },
    written: { at: { before: 'COMMIT' } },
    decided: null,
    rule: (ledger) => {
      if (ledger.refund !== 'requires_action') return 'REFUND_NOT_CANCELABLE';
      ledger.task = 'none';
      ledger.left += 300n;
      ledger.refund = 'canceled';
      return ledger.refund;
    },
  },
  'update the metadata of a refund': {
    // Each process adds a key of its own.
    work: async ({ as, name }, { refund, names }) => {
      const answer = await updateRefundMetadata(as(names.dana), refund, { [name]: 'seen' });
      return isRefusal(answer) ? answer.code : `${Object.keys(answer.metadata as object).length} keys`;
    },
    locks: { charge: 'no key update', refund: 'no key update' },
    written: { at: { before: 'COMMIT' } },
    decided: null,
    rule: (ledger) => {
      ledger.keys++;
      return `${ledger.keys} keys`;
    },
  },
  'approve a refund': {
    work: async ({ as }, { approval, names, policy }) => {
      const answer = await approveRefund(as(names.ben, policy), approval, null);
      return isRefusal(answer) ? answer.code : 'approved';
    },
    locks: { approval: 'update', charge: 'no key update', 'payment intent': 'key share' },
    written: { at: { beforeCommitOf: 'FROM approve_refund(' } },
    decided: { at: { before: 'FROM approve_refund(' } },
    rule: (ledger) => {
      if (ledger.approval !== 'pending') return 'REFUND_APPROVAL_NOT_PENDING';
      const answer = refunded(ledger, 'approved');
      if (answer === 'approved') ledger.approval = answer;
      return answer;
    },
  },
  'reject a refund': {
    work: async ({ as }, { approval, names }) => {
      const answer = await rejectRefund(as(names.ben), approval, null);
      return isRefusal(answer) ? answer.code : answer.status;
    },
    locks: { approval: 'no key update' },
    written: { at: { beforeCommitOf: 'UPDATE refund_approval' } },
    decided: { at: { before: 'UPDATE refund_approval' } },
    rule: (ledger) => {
      if (ledger.approval !== 'pending') return 'REFUND_APPROVAL_NOT_PENDING';
      ledger.approval = 'rejected';
      return ledger.approval;
    },
  },
  'request an approval': {
    work: ({ as }, { charge, names, policy }) => created(as(names.ruth, policy), { charge, amount: SMALL }),
    locks: { charge: 'share' },
    written: { at: { beforeCommitOf: 'INSERT INTO refund_approval' } },
    decided: { at: { before: 'INSERT INTO refund_approval' } },
    rule: (ledger) => {
      if (!ledger.known) return 'PARAMETER_MISSING';
      ledger.requests++;
      ledger.asks = true;
      return 'held';
    },
  },
  'run a task': {
    work: async ({ as }, { names }) => {
      await runKnownTasks(as(names.dana));
      return 'done';
    },
    locks: { charge: 'no key update', task: 'update', refund: 'no key update' },
    skips: 'task',
    written: { at: { before: 'COMMIT' } },
    decided: { at: { before: 'FOR NO KEY UPDATE' } },
    rule: (ledger) => {
      if (ledger.task !== 'due') return 'done';
      ledger.task = 'none';
      ledger.left += 300n;
      ledger.refund = 'failed';
      return 'done';
    },
  },
  'park a task': {
    work: async ({ as }, { names }) => {
      const parked: unknown[] = [];
      await runDueTasks({ ...as(names.dana), processor: KNOWS_NOTHING }, (task) => parked.push(task));
      return `${parked.length} parked`;
    },
    locks: { charge: 'no key update', task: 'no key update' },
    skips: 'task',
    written: { at: { before: 'COMMIT' } },
    // The same as to run one.
    decided: null,
    rule: (ledger) => {
      if (ledger.task !== 'due') return '0 parked';
      ledger.task = 'parked';
      return '1 parked';
    },
  },
  'import refunds': {
    work: async ({ database }, { charge, other }) => {
      const refunds = [other, charge].map((id) => refundObject({ charge: id, amount: Number(PART) }));
      return (await importAll(database, refunds)).outcome;
    },
    locks: {
      imports: 'update',
      charge: 'no key update',
      'other charge': 'no key update',
      'payment intent': 'key share',
    },
    written: { at: { before: 'COMMIT' } },
    decided: { at: { before: 'FOR NO KEY UPDATE' }, holds: { imports: 'update' } },
    rule: (ledger) => {
      if (ledger.left < PART || ledger.otherLeft < PART) return 'refused';
      ledger.left -= PART;
      ledger.otherLeft -= PART;
      return 'imported';
    },
  },
  'erase a person': {
    work: async ({ database }, { email }) => (await erasePersonByEmail(database.pool, email, true)).outcome,
    locks: {
      imports: 'update',
      approval: 'update',
      charge: 'update',
      'other charge': 'update',
      'payment intent': 'update',
      refund: 'update',
    },
    written: { at: { before: 'COMMIT' } },
    decided: null,
    rule: (ledger) => {
      if (ledger.asks) return 'in flight';
      if (!ledger.known) return 'not found';
      ledger.known = false;
      return 'erased';
    },
  },
  'preview a refund': {
    work: async ({ as }, { charge, names, policy }) => {
      const answer = await previewRefund(as(names.anna, policy), { charge, amount: PART });
      return isRefusal(answer) ? answer.code : `${answer.amountRefundableAfter} left`;
    },
    locks: {},
    written: null,
    decided: null,
    rule: ({ left, known, day }) => {
      if (left < PART) return 'AMOUNT_TOO_LARGE';
      if (!known) return 'PARAMETER_MISSING';
      return day > 0n ? 'REFUND_LIMIT_EXCEEDED' : `${left - PART} left`;
    },
  },
} as const satisfies Record<string, Verb>;
