-- Adds bench.desk_charges charges that support agents work with, after those of dataset.sql: their refunds take several
-- steps at the sandbox, and their customers can be found by e-mail address. By turns a refund waits for the customer
-- (konbini), is settled later (a debit, a card with 7726), or fails later (a card with 5126).
SET session_replication_role = replica;

INSERT INTO payment_intent (id, amount, amount_received, created, currency, description, metadata, status)
SELECT 'pi_desk' || lpad(k::text, 16, '0'), 1000000, 1000000, timestamptz '2026-07-01Z' + k * interval '1 second', 'usd',
  'Desk ' || k, '{}', 'succeeded'
FROM generate_series(1, current_setting('bench.desk_charges')::int) k;

INSERT INTO charge (id, amount, amount_captured, amount_refunded, opening_refunded, refund_ceiling, refunds_open,
  dispute_blocks, revision, application_fee_refunded, transfer_reversed, captured, created, currency, disputed, metadata,
  description, billing_email, billing_name, payment_intent_id, payment_method_type, card_brand, card_last4,
  card_fingerprint, status)
SELECT 'ch_desk' || lpad(k::text, 16, '0'), 1000000, 1000000, 0, 0, 1000000, true, false, 0, 0, 0, true,
  timestamptz '2026-07-01Z' + k * interval '1 second', 'usd', false, jsonb_build_object('order', 'desk-' || k),
  'Desk order ' || k, 'customer' || k || '@example.com', 'Jenny Rosen', 'pi_desk' || lpad(k::text, 16, '0'),
  (ARRAY['konbini', 'sepa_debit', 'card', 'card'])[1 + k % 4],
  CASE WHEN k % 4 >= 2 THEN 'visa' END, (ARRAY[NULL, NULL, '7726', '5126'])[1 + k % 4],
  CASE WHEN k % 4 >= 2 THEN md5('desk' || k) END, 'succeeded'
FROM generate_series(1, current_setting('bench.desk_charges')::int) k;
RESET session_replication_role;
ANALYZE charge, payment_intent;
