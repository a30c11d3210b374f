-- The differences between a peer's database and the gateway's.

-- The gateway notifies the subscribers of every process of each event. No peer offers subscriptions, so none pays for
-- NOTIFY, which takes a lock for the duration of a commit.
DROP TRIGGER refund_event_wakes_followers ON refund_event;

-- Ids sort by their creation and after those of the data set, like the gateway's.
CREATE SEQUENCE made CACHE 50;
CREATE FUNCTION new_id(prefix text) RETURNS text LANGUAGE sql VOLATILE AS
  $$ SELECT prefix || '_1' || lpad(nextval('made')::text, 19, '0') $$;

-- Creates a refund with its charge's total, balance transaction, event and key in one statement. The same key with the
-- same input returns the first refund again. The function also returns the updated charge, because the statement that
-- calls it has an older snapshot.
CREATE FUNCTION issue_refund_of(p_charge text, p_amount bigint, p_key text, OUT made refund, OUT paid charge)
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  now_ms timestamptz(3) := now();
  print text := md5(p_charge) || md5(p_amount::text);
BEGIN
  made.id := new_id('re');
  INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
    VALUES ('', p_key, now_ms, print, made.id) ON CONFLICT DO NOTHING;
  IF NOT FOUND THEN
    SELECT r.* INTO made FROM idempotency_key k JOIN refund r ON r.id = k.refund_id
      WHERE k.caller = '' AND k.key = p_key AND k.fingerprint = print;
    IF NOT FOUND THEN RAISE EXCEPTION 'the key was used with other input'; END IF;
    SELECT c.* INTO paid FROM charge c WHERE c.id = made.charge_id;
    RETURN;
  END IF;

  UPDATE charge c SET amount_refunded = c.amount_refunded + p_amount
    WHERE c.id = p_charge AND c.refunds_open AND c.amount_refunded + p_amount <= c.refund_ceiling
    RETURNING c.* INTO paid;
  IF NOT FOUND THEN RAISE EXCEPTION 'the charge cannot be refunded by as much'; END IF;

  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
    VALUES (new_id('txn'), -p_amount, now_ms, paid.currency, 0, -p_amount, 'refund')
    RETURNING id INTO made.balance_transaction_id;
  INSERT INTO refund (id, amount, balance_transaction_id, charge_id, created, currency, destination_type,
      destination_card_reference_status, destination_card_reference_type, destination_card_type, imported, metadata,
      payment_intent_id, refund_application_fee, reverse_transfer, status)
    VALUES (made.id, p_amount, made.balance_transaction_id, paid.id, now_ms, paid.currency,
      paid.payment_method_type, 'pending', 'acquirer_reference_number', 'refund', false, '{}', paid.payment_intent_id,
      false, false, 'succeeded')
    RETURNING * INTO made;
  INSERT INTO refund_event (id, created, refund_id, status, type)
    VALUES (new_id('evt'), now_ms, made.id, 'succeeded', 'refund_created');
END $$;

-- The same function in the form that PostGraphile turns into a mutation.
CREATE FUNCTION issue_refund(charge text, amount bigint, key text) RETURNS refund LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN made FROM issue_refund_of(charge, amount, key);
END $$;
