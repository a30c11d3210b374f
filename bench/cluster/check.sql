-- The promises that every ledger must keep, before a run and after the writes of each server. Returns one row for each
-- promise, with the number of rows that break it.
SELECT 'a charge''s total is what its refunds hold' AS promise, count(*) AS broken
FROM charge c
LEFT JOIN (
  SELECT charge_id, sum(amount) AS held FROM refund WHERE status IN ('pending', 'requires_action', 'succeeded') GROUP BY charge_id
) r ON r.charge_id = c.id
WHERE c.amount_refunded <> COALESCE(r.held, 0) + c.opening_refunded
UNION ALL
SELECT 'a refund belongs to a charge, in its currency and of its intent', count(*)
FROM refund r LEFT JOIN charge c ON c.id = r.charge_id
WHERE (c.currency, c.payment_intent_id) IS DISTINCT FROM (r.currency, r.payment_intent_id)
UNION ALL
SELECT 'a charge belongs to an intent', count(*)
FROM charge c LEFT JOIN payment_intent i ON i.id = c.payment_intent_id WHERE i.id IS NULL
UNION ALL
SELECT 'a refund took its amount from the balance', count(*)
FROM refund r LEFT JOIN balance_transaction t ON t.id = r.balance_transaction_id
WHERE (t.amount, t.currency, t.type) IS DISTINCT FROM (-r.amount, r.currency, 'refund')
UNION ALL
SELECT 'a refund that failed gave it back', count(*)
FROM refund r LEFT JOIN balance_transaction t ON t.id = r.failure_balance_transaction_id
WHERE r.status = 'failed' AND t.amount IS DISTINCT FROM r.amount
UNION ALL
SELECT 'a refund has one event that it was made', count(*) FROM (
  SELECT r.id FROM refund r LEFT JOIN refund_event e ON e.refund_id = r.id AND e.type = 'refund_created'
  GROUP BY r.id HAVING count(e.id) <> 1
) r
UNION ALL
SELECT 'a refund has one key', count(*) FROM (
  SELECT r.id FROM refund r LEFT JOIN idempotency_key k ON k.refund_id = r.id GROUP BY r.id HAVING count(k.key) <> 1
) r;
