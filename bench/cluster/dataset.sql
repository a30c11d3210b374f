-- A ledger of bench.refunds refunds in the gateway's own schema. It is the same in every run: every value follows from
-- the row's number and a seed. Ids can be computed from the number (sizes.ts). One of every six charges failed: it is
-- the first attempt of an intent that the next charge pays. The others were captured.
-- Set these before: bench.refunds, bench.charges (a multiple of six), bench.intents (five sixths of the charges).

-- The rows are correct by construction, and check.sql checks them, so the triggers can be off.
SET session_replication_role = replica;
SET maintenance_work_mem = '512MB';
SET work_mem = '256MB';

-- A number from 0 to `below` - 1 that follows from the row's number and the seed.
CREATE FUNCTION pg_temp.pick(n bigint, seed int, below bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
  $$ SELECT (hashint8extended(n, seed) & 9007199254740991) % below $$;
CREATE FUNCTION pg_temp.id(prefix text, n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT prefix || '_' || lpad(n::text, 20, '0') $$;

-- A large data set takes minutes.
CREATE PROCEDURE pg_temp.tell(what text) LANGUAGE plpgsql AS $$ BEGIN RAISE NOTICE '%', what; END $$;

-- Secondary indexes are created after the rows, which gives the same indexes in a fraction of the time.
CREATE TEMP TABLE later AS
  SELECT relname AS indexname, pg_get_indexdef(indexrelid) AS indexdef
  FROM pg_index JOIN pg_class ON oid = indexrelid
  WHERE indrelid IN ('balance_transaction'::regclass, 'charge'::regclass, 'idempotency_key'::regclass,
      'payment_intent'::regclass, 'refund'::regclass, 'refund_event'::regclass)
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid);
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT indexname FROM later LOOP EXECUTE format('DROP INDEX %I', name); END LOOP;
END $$;

CALL pg_temp.tell('planning refunds');
-- The rows are read in this order, so that nothing has to be sorted or joined later.
-- Two thirds of the refunds are spread evenly. One third goes to fewer charges, so that some have far more than ten.
CREATE TEMP TABLE planned AS
SELECT n, pg_temp.id('ch', paid + (paid - 1) / 5) AS charge_id, pg_temp.id('pi', paid) AS intent_id,
  paid + (paid - 1) / 5 AS charge, (ARRAY['usd', 'eur', 'gbp'])[1 + pg_temp.pick(paid, 6, 3)] AS currency,
  100 + pg_temp.pick(n, 3, 900) AS amount,
  pg_temp.pick(n, 4, 20) = 0 AS failed,
  timestamptz '2024-11-01Z' + n * (interval '600 days' / current_setting('bench.refunds')::int)
    + pg_temp.pick(n, 5, 1000) * interval '1 millisecond' AS created
FROM (
  SELECT n, 1 + CASE WHEN n % 3 = 0
    THEN pg_temp.pick(n, 1, paid_charges / 50) * 50
    ELSE pg_temp.pick(n, 2, paid_charges) END AS paid
  FROM generate_series(1, current_setting('bench.refunds')::bigint) n,
    LATERAL (SELECT current_setting('bench.intents')::bigint AS paid_charges) counts
) spread;
ANALYZE planned;

CALL pg_temp.tell('inserting charges');
-- Every paid charge has room for many small refunds. The first has room for all refunds of a run.
INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
  dispute_blocks, revision, application_fee_refunded, transfer_reversed, captured, created, currency, disputed, metadata,
  payment_intent_id, payment_method_type, card_brand, card_last4, card_fingerprint, status)
SELECT pg_temp.id('ch', n), amount, CASE WHEN paid THEN amount ELSE 0 END, held, 0,
  amount, paid, false, 0, 0, 0, paid,
  timestamptz '2024-09-01Z' + n * (interval '60 days' / current_setting('bench.charges')::int),
  (ARRAY['usd', 'eur', 'gbp'])[1 + pg_temp.pick(intent, 6, 3)], false, '{}',
  pg_temp.id('pi', intent), 'card', 'visa', '4242', md5(intent::text), (CASE WHEN paid THEN 'succeeded' ELSE 'failed' END)::charge_status
FROM generate_series(1, current_setting('bench.charges')::bigint) n
LEFT JOIN (SELECT charge, sum(amount) FILTER (WHERE NOT failed) AS sum FROM planned GROUP BY charge) refunded ON charge = n,
  LATERAL (SELECT n % 6 <> 0 AS paid, COALESCE(sum, 0) AS held) a,
  LATERAL (SELECT least(n - n / 6 + (n % 6 = 0)::int, current_setting('bench.intents')::bigint) AS intent) b,
  LATERAL (SELECT held + CASE WHEN n = 1 THEN 1000000000000 ELSE 100000 + pg_temp.pick(intent, 7, 900000) END AS amount) c;

CALL pg_temp.tell('inserting payment intents');
INSERT INTO payment_intent (id, amount, amount_received, created, currency, description, metadata, status)
SELECT payment_intent_id, amount, amount, timestamptz '2024-09-01Z' + n * (interval '60 days' / current_setting('bench.intents')::int),
  currency, 'Order ' || n, '{}', 'succeeded'
FROM charge, LATERAL (SELECT substr(payment_intent_id, 4)::bigint AS n) number WHERE status = 'succeeded' ORDER BY n;

CALL pg_temp.tell('inserting balance transactions');
INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
SELECT pg_temp.id('txn', 2 * n + back), sign * amount, created, currency, 0, sign * amount,
  CASE back WHEN 0 THEN 'refund' ELSE 'refund_failure' END
FROM planned, LATERAL generate_series(0, failed::int) back, LATERAL (SELECT 2 * back - 1 AS sign) taken_or_given;

CALL pg_temp.tell('inserting refunds');
INSERT INTO refund (id, amount, balance_transaction_id, charge_id, created, currency, destination_type,
  destination_card_reference, destination_card_reference_status, destination_card_reference_type, destination_card_type,
  failure_balance_transaction_id, failure_reason, imported, metadata, payment_intent_id, reason, refund_application_fee,
  reverse_transfer, status)
SELECT pg_temp.id('re', n), amount, pg_temp.id('txn', 2 * n), charge_id, created, currency, 'card',
  lpad(n::text, 12, '0'), 'available', 'acquirer_reference_number', 'refund',
  CASE WHEN failed THEN pg_temp.id('txn', 2 * n + 1) END,
  CASE WHEN failed THEN 'expired_or_canceled_card'::refund_failure_reason END, false,
  CASE WHEN n % 4 = 0 THEN jsonb_build_object('order', n::text) ELSE '{}' END, intent_id,
  (ARRAY['requested_by_customer', 'duplicate', NULL])[1 + pg_temp.pick(n, 8, 3)]::refund_reason, false, false,
  (CASE WHEN failed THEN 'failed' ELSE 'succeeded' END)::refund_status
FROM planned;

CALL pg_temp.tell('inserting events');
INSERT INTO refund_event (id, changes, created, refund_id, status, type)
SELECT pg_temp.id('evt', 2 * n + back),
  (CASE back WHEN 0 THEN '[]' ELSE '[{"field": "status", "before": "succeeded", "after": "failed"}]' END)::jsonb,
  created, pg_temp.id('re', n),
  (CASE back WHEN 0 THEN 'succeeded' ELSE 'failed' END)::refund_status,
  (CASE back WHEN 0 THEN 'refund_created' ELSE 'refund_failed' END)::refund_event_type
FROM planned, LATERAL generate_series(0, failed::int) back;

CALL pg_temp.tell('inserting idempotency keys');
INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
SELECT '', 'made-' || n, created, md5(n::text) || md5(charge::text), pg_temp.id('re', n) FROM planned;

DO $$ DECLARE index record; BEGIN
  FOR index IN SELECT * FROM later ORDER BY indexname LOOP
    RAISE NOTICE 'building %', index.indexname;
    EXECUTE index.indexdef;
  END LOOP;
END $$;
RESET session_replication_role;
