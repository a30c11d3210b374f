// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the changed code contains such templates.

/** The removal of one protection, to show that the run notices. */
export interface Sabotage {
  /** SQL that runs on the run's own database before the gateways start. */
  readonly sql?: string;
  /** Changes of the gateways' code while it is loaded. */
  readonly code?: readonly CodeChange[];
}

interface CodeChange {
  /** The path below `src`, without extension. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Replaces a part of a function in SQL. */
const inFunction = (name: string, from: string, to: string) => `
DO $outer$ BEGIN
  IF position($part$${from}$part$ IN pg_get_functiondef('${name}'::regproc)) = 0 THEN
    RAISE '${name} has no such part any more';
  END IF;
  EXECUTE replace(pg_get_functiondef('${name}'::regproc), $part$${from}$part$, $part$${to}$part$);
END $outer$;`;
const withoutInRecordRefunds = (part: string) => inFunction('record_refunds', part, '');

export const sabotages: Readonly<Record<string, Sabotage>> = {
  'no-guard': {
    sql: `ALTER TABLE charge DROP CONSTRAINT charge_never_over_refunded;
      ${withoutInRecordRefunds('AND charge.amount_refunded + guard.amount <= charge.refund_ceiling')}
      ${withoutInRecordRefunds('AND (guard.amount_refunded IS NULL OR charge.amount_refunded = guard.amount_refunded)')}`,
  },
  'no-unique-key': { sql: 'ALTER TABLE idempotency_key DROP CONSTRAINT idempotency_key_pkey' },
  'no-charge-lock': {
    code: [{ file: 'refunds/lock-refund', from: ' FOR NO KEY UPDATE', to: '' }],
  },
  'event-apart': {
    sql: withoutInRecordRefunds(`  INSERT INTO refund_event (id, changes, actor, created, refund_id, status, type)
    SELECT event_id, event_changes, event_actor, created, id, status, 'refund_created' FROM unnest(refunds);
`),
    code: [
      {
        file: 'refunds/create/record-refunds',
        from: 'return totalsOf(rows, guards.length);',
        to: `if (rows.length > 0) await write({ values: [refunds], text: \`INSERT INTO refund_event (id, changes, actor, created, refund_id, status, type)
          SELECT event_id, event_changes, event_actor, created, id, status, 'refund_created'
          FROM unnest($1::new_refund[])\` });
        return totalsOf(rows, guards.length);`,
      },
    ],
  },
  'tasks-not-claimed': {
    code: [
      {
        file: 'refunds/processing/run-due-tasks',
        from: ' AND (claimed_until IS NULL OR claimed_until <= ${now})',
        to: '',
      },
      { file: 'refunds/processing/run-due-tasks', from: ' FOR UPDATE SKIP LOCKED', to: '' },
      { file: 'refunds/processing/apply-result', from: ' || count === 0', to: '' },
    ],
  },
  'feed-by-position': {
    code: [
      { file: 'ledger/event-feed', from: 't.transaction_id < s.xmin', to: 'true' },
      { file: 'ledger/event-feed', from: 'hasMore && last ?', to: 'last ?' },
    ],
  },
  'refusal-not-kept': {
    code: [{ file: 'refunds/create/create-group', from: 'if (refusals.length === 0)', to: 'if (true)' }],
  },
  'group-not-in-order': {
    code: [{ file: 'refunds/create/decided-so-far', from: 'if (!seen)', to: 'if (true)' }],
  },
  'no-retry': {
    code: [
      { file: 'database/retry', from: 'MAX_CONFLICTS = 10', to: 'MAX_CONFLICTS = 1' },
      { file: 'database/retry', from: 'MAX_OUTAGE_MS = 3_000', to: 'MAX_OUTAGE_MS = 0' },
    ],
  },
  'unknown-outcome-as-error': {
    code: [
      { file: 'database/retry', from: 'MAX_OUTAGE_MS = 3_000', to: 'MAX_OUTAGE_MS = 0' },
      { file: 'database/retry', from: 'inDoubt = true', to: 'inDoubt = false' },
      {
        file: 'refunds/create/create-refund',
        from: 'const unknown =',
        to: 'const unknown = false; const was =',
      },
    ],
  },
  'no-silence-watchdog': {
    code: [{ file: 'database/pipeline/watched-client', from: 'silentMs >= SILENCE_TIMEOUT_MS', to: 'false' }],
  },
  'money-in-another-currency': {
    sql: `CREATE FUNCTION in_another_currency() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN NEW.currency = 'eur'; RETURN NEW; END $$;
      CREATE TRIGGER in_another_currency BEFORE INSERT ON balance_transaction
        FOR EACH ROW EXECUTE FUNCTION in_another_currency()`,
  },
  'replaced-twice': {
    sql: 'DROP INDEX refund_is_replaced_once',
    code: [
      {
        file: 'refunds/create/guards',
        from: 'decision.replacesId !== null ||',
        to: 'false ||',
      },
    ],
  },
  'no-day-guard': {
    sql: inFunction(
      'record_refunds',
      'known.amount > counted.max_amount OR known.count > counted.max_count',
      'false',
    ),
  },
  'largest-amount-ignored': {
    code: [{ file: 'rules/decide-policy', from: 'amount > maxAmount)', to: 'false)' }],
  },
  'approval-not-locked': {
    sql: `DROP TRIGGER refund_approval_is_decided_once ON refund_approval;
      ${inFunction('approve_refund', " AND status = 'pending' FOR UPDATE", '')}
      ${inFunction('approve_refund', " AND status = 'pending' AND expires_at > moment", ' AND expires_at > moment')}`,
  },
  'approval-apart': {
    code: [
      {
        file: 'refunds/approvals/approve-refund',
        from: `approve_refund(\${refunds}::new_refund[], \${guards}::charge_guard[], \${beside}::jsonb,
            \${JSON.stringify(decision)}::jsonb)`,
        to: 'record_refunds(${refunds}::new_refund[], ${guards}::charge_guard[], ${beside}::jsonb)',
      },
      {
        file: 'refunds/approvals/approve-refund',
        from: 'if (totals)',
        to: `if (totals) await database.write(sql\`UPDATE refund_approval SET status = 'approved', refund_id = \${refund.id},
          decided_by = \${actor}, decided_at = LEAST(clock_timestamp(), expires_at), decision_note = \${note}
          WHERE id = \${id} AND status = 'pending'\`);
        if (totals)`,
      },
    ],
  },
  'own-approval': {
    sql: 'ALTER TABLE refund_approval DROP CONSTRAINT refund_approval_has_four_eyes',
    code: [{ file: 'rules/approval', from: 'caller === requestedBy', to: 'false' }],
  },
  'rejection-not-guarded': {
    sql: `DROP TRIGGER refund_approval_is_decided_once ON refund_approval;
      ALTER TABLE refund_approval DROP CONSTRAINT refund_approval_has_a_refund_if_approved`,
    code: [
      {
        file: 'refunds/approvals/reject-refund',
        from: "WHERE id = ${id} AND status = 'pending' AND",
        to: 'WHERE id = ${id} AND',
      },
    ],
  },
  'approved-after-its-time': {
    sql: `ALTER TABLE refund_approval DROP CONSTRAINT refund_approval_was_decided_in_time;
      ${inFunction('approve_refund', ' AND expires_at > moment', '')}`,
  },
  'request-without-its-key': {
    code: [
      {
        file: 'refunds/approvals/request-approval',
        from: 'VALUES (${key.caller}, ${key.key},',
        to: "VALUES (${key.caller}, ${key.key} || ' ' || ${id},",
      },
    ],
  },
  'commit-not-awaited': {
    sql: `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
  },
};

/** @throws if there is no such sabotage */
export function sabotageOf(name: string): Sabotage {
  const found = sabotages[name];
  if (!found) throw new Error(`No such sabotage: ${name}. There are: ${Object.keys(sabotages).join(', ')}.`);
  return found;
}

/** Arguments that make Node.js change the code that it loads. A change that matches nothing ends the process. */
export function loadingArguments({ code = [] }: Sabotage): string[] {
  if (code.length === 0) return [];
  const hooks = `
    const changes = ${JSON.stringify(code)};
    export async function load(url, context, next) {
      const loaded = await next(url, context);
      const found = changes.filter(({ file }) => url.endsWith('/dist/src/' + file + '.js'));
      if (found.length === 0) return loaded;
      let source = loaded.source.toString();
      for (const { file, from, to } of found) {
        if (!source.includes(from)) throw new Error('The sabotage of ' + file + ' fits nothing: ' + from);
        source = source.replace(from, () => to);
      }
      return { ...loaded, source };
    }`;
  const register = `import { register } from 'node:module'; register(${JSON.stringify(dataUrl(hooks))});`;
  return ['--import', dataUrl(register)];
}

const dataUrl = (source: string) => `data:text/javascript,${encodeURIComponent(source)}`;
