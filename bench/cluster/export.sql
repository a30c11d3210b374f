-- The data set as Stripe's API would return it, one object per line, for the gateway's import command.
SELECT jsonb_build_object('object', 'payment_intent', 'id', id, 'amount', amount, 'amount_received', amount_received,
  'created', extract(epoch FROM created)::bigint, 'currency', currency, 'description', description, 'metadata', metadata,
  'status', status)::text AS line FROM payment_intent
UNION ALL
SELECT jsonb_build_object('object', 'charge', 'id', id, 'amount', amount, 'amount_captured', amount_captured,
  'amount_refunded', amount_refunded, 'captured', captured, 'created', extract(epoch FROM created)::bigint,
  'currency', currency, 'disputed', disputed, 'metadata', metadata, 'payment_intent', payment_intent_id,
  'payment_method_details', jsonb_build_object('type', 'card', 'card',
    jsonb_build_object('brand', card_brand, 'last4', card_last4, 'fingerprint', card_fingerprint)),
  'status', status)::text FROM charge
UNION ALL
SELECT jsonb_build_object('object', 'balance_transaction', 'id', id, 'amount', amount,
  'created', extract(epoch FROM created)::bigint, 'currency', currency, 'fee', fee, 'net', net, 'type', type)::text
FROM balance_transaction
UNION ALL
SELECT jsonb_build_object('object', 'refund', 'id', id, 'amount', amount, 'balance_transaction', balance_transaction_id,
  'charge', charge_id, 'created', extract(epoch FROM created)::bigint, 'currency', currency,
  'failure_balance_transaction', failure_balance_transaction_id, 'failure_reason', failure_reason,
  'metadata', metadata, 'payment_intent', payment_intent_id, 'reason', reason, 'status', status)::text
FROM refund;
