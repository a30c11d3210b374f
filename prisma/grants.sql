-- What the gateway may do in its database, table by table: what its statements need, and nothing else.
-- `npm run migrate` applies this file if the role exists, after the migrations. By hand, as the owner of the tables:
--
--   psql "$OWNER_URL" --single-transaction -f prisma/grants.sql
--
-- Every table has a line here (test/database/roles/grants.db.test.ts). A column that the gateway updates is named.

DO $$
BEGIN
  -- Rights that an earlier version granted and this one does not need.
  EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM refund_gateway', current_schema());
  EXECUTE format('REVOKE ALL ON ALL SEQUENCES IN SCHEMA %I FROM refund_gateway', current_schema());
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO refund_gateway', current_schema());
END $$;

-- The gateway compares the schema with its own version at the start. It never migrates with this role.
GRANT SELECT ON _prisma_migrations TO refund_gateway;

-- The mutations createApiKey and revokeApiKey write keys. What a key may do never changes, and a revoked key stays so.
GRANT SELECT, INSERT (id, name, hash, scopes, created, expires, created_by), UPDATE (revoked, revoked_by, last_used)
  ON api_key TO refund_gateway;

-- What only the import writes. A refund changes the totals of its charge, and the lock on a charge needs an UPDATE too.
GRANT SELECT ON payment_intent, dispute TO refund_gateway;
GRANT SELECT, UPDATE (amount_refunded, application_fee_refunded, transfer_reversed, revision) ON charge
  TO refund_gateway;

-- The texts of imported objects hold what the API never shows.
REVOKE ALL ON imported_object FROM refund_gateway;

-- Only the import and the erasure of a person, both of the owner, read whose address was erased.
REVOKE ALL ON erased_address FROM refund_gateway;

-- What is recorded once and never changes.
GRANT SELECT, INSERT
  ON application_fee_refund, balance_transaction, block_list_entry, refund_approval_event, refund_event,
    transfer_reversal
  TO refund_gateway;
GRANT USAGE ON SEQUENCE refund_approval_event_position_seq, refund_event_position_seq TO refund_gateway;

-- A refund's terms never change: the amount, the currency, the charge.
GRANT SELECT, INSERT, UPDATE (
    status, pending_reason, failure_reason, failure_balance_transaction_id,
    action_email_sent_at, action_email_sent_to, action_expires_at,
    destination_card_reference, destination_card_reference_status, metadata
  ) ON refund TO refund_gateway;

-- A task is deleted when it is done, and a key with a refusal after a day. Such a key is locked first, which needs the
-- right to update some column; no statement does.
GRANT SELECT, INSERT, UPDATE (due, claimed_until, parked_reason), DELETE ON refund_task TO refund_gateway;
GRANT SELECT, INSERT, UPDATE (created), DELETE ON idempotency_key TO refund_gateway;

-- The sums of callers' days only grow. The limits are in a file of the gateway, not in the database.
GRANT SELECT, INSERT, UPDATE (amount, count) ON caller_day TO refund_gateway;

-- Old entries are deleted. They are locked first, which needs the right to update some column; a trigger refuses it.
GRANT SELECT, INSERT, UPDATE (created), DELETE ON audit_entry TO refund_gateway;

-- What an approval was asked for never changes.
GRANT SELECT, INSERT, UPDATE (status, refund_id, decided_by, decided_at, decision_note) ON refund_approval
  TO refund_gateway;
GRANT SELECT ON refund_approval_now TO refund_gateway;
