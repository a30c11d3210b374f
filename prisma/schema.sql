-- The schema of the database after all migrations, as pg_dump writes it, but one table after the other.
-- Made by `npm run schema:sql`. To change the schema, write a migration.

-- A function may name tables that come after it.
SET check_function_bodies = false;

-- Types, functions and sequences

CREATE TYPE public.audit_outcome AS ENUM (
    'done',
    'held',
    'refused',
    'failed'
);

CREATE TYPE public.block_list_type AS ENUM (
    'card_fingerprint',
    'email'
);

CREATE TYPE public.charge_guard AS (
	charge_id text,
	revision integer,
	amount bigint,
	application_fee_refund_amount bigint,
	transfer_reversal_amount bigint,
	amount_refunded bigint
);

CREATE TYPE public.charge_status AS ENUM (
    'pending',
    'succeeded',
    'failed'
);

CREATE TYPE public.dispute_status AS ENUM (
    'warning_needs_response',
    'warning_under_review',
    'warning_closed',
    'needs_response',
    'under_review',
    'won',
    'lost',
    'prevented'
);

CREATE TYPE public.refund_pending_reason AS ENUM (
    'processing',
    'insufficient_funds',
    'charge_pending'
);

CREATE TYPE public.refund_reason AS ENUM (
    'duplicate',
    'fraudulent',
    'requested_by_customer',
    'expired_uncaptured_charge',
    'resolved_dispute'
);

CREATE TYPE public.refund_status AS ENUM (
    'pending',
    'requires_action',
    'succeeded',
    'failed',
    'canceled'
);

CREATE TYPE public.new_refund AS (
	caller text,
	key text,
	fingerprint text,
	id text,
	amount bigint,
	action_email_sent_at timestamp with time zone,
	action_email_sent_to text,
	action_expires_at timestamp with time zone,
	application_fee_refund_id text,
	balance_transaction_id text,
	charge_id text,
	counted_on text,
	created timestamp with time zone,
	created_by text,
	currency text,
	destination_type text,
	destination_card_reference_status text,
	destination_card_reference_type text,
	destination_card_type text,
	instructions_email text,
	lines jsonb,
	metadata jsonb,
	note text,
	payment_intent_id text,
	pending_reason public.refund_pending_reason,
	reason public.refund_reason,
	reason_code text,
	refund_application_fee boolean,
	replaces_id text,
	reverse_transfer boolean,
	status public.refund_status,
	transfer_reversal_id text,
	balance_amount bigint,
	balance_fee bigint,
	balance_net bigint,
	event_id text,
	event_actor text,
	event_changes jsonb,
	task_step text,
	task_at timestamp with time zone,
	task_delay_ms bigint
);

CREATE TYPE public.payment_intent_status AS ENUM (
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'processing',
    'requires_capture',
    'canceled',
    'succeeded'
);

CREATE TYPE public.refund_approval_event_type AS ENUM (
    'requested',
    'approved',
    'rejected',
    'expired'
);

CREATE TYPE public.refund_approval_status AS ENUM (
    'pending',
    'approved',
    'rejected',
    'expired'
);

CREATE TYPE public.refund_event_type AS ENUM (
    'refund_created',
    'refund_updated',
    'refund_failed'
);

CREATE TYPE public.refund_failure_reason AS ENUM (
    'lost_or_stolen_card',
    'expired_or_canceled_card',
    'charge_for_pending_refund_disputed',
    'insufficient_funds',
    'declined',
    'merchant_request',
    'unknown'
);

CREATE FUNCTION public.approve_refund(refunds public.new_refund[], guards public.charge_guard[], beside jsonb, decision jsonb) RETURNS TABLE(charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint)
    LANGUAGE plpgsql
    AS $$
#variable_conflict use_column
DECLARE
  moment timestamptz;
BEGIN
  PERFORM 1 FROM charge WHERE id = guards[1].charge_id FOR NO KEY UPDATE;
  PERFORM 1 FROM refund_approval WHERE id = decision->>'approval' AND status = 'pending' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  SELECT r.charge_id, r.amount_refunded, r.application_fee_refunded, r.transfer_reversed
    INTO charge_id, amount_refunded, application_fee_refunded, transfer_reversed
    FROM record_refunds(refunds, guards, beside) r;
  IF NOT FOUND THEN
    RETURN;
  END IF;
  moment := clock_timestamp();
  UPDATE refund_approval SET status = 'approved', refund_id = decision->>'refund', decided_by = decision->>'decided_by',
      decided_at = moment, decision_note = decision->>'note'
    WHERE id = decision->>'approval' AND status = 'pending' AND expires_at > moment;
  IF NOT FOUND THEN
    RAISE SQLSTATE 'RG001';
  END IF;
  -- A row that is returned stays returned, whatever the exception rolls back. So this comes last.
  RETURN NEXT;
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;

CREATE FUNCTION public.audit_api_key() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, details)
    SELECT 'aud_' || NEW.id || CASE TG_OP WHEN 'INSERT' THEN '' ELSE '_revoked' END,
      CASE TG_OP WHEN 'INSERT' THEN NEW.created_by ELSE NEW.revoked_by END,
      CASE TG_OP WHEN 'INSERT' THEN 'createApiKey' ELSE 'revokeApiKey' END, 'done', ARRAY[NEW.name],
      CASE TG_OP WHEN 'INSERT' THEN
        jsonb_build_object('scopes', NEW.scopes, 'expires', NEW.expires AT TIME ZONE 'UTC')::text END;
  RETURN NULL;
END $$;

CREATE FUNCTION public.audit_refund_approval() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, amount, currency)
    SELECT 'aud_' || NEW.id || CASE TG_OP WHEN 'INSERT' THEN '' ELSE '_rejected' END,
      CASE TG_OP WHEN 'INSERT' THEN NEW.requested_by ELSE NEW.decided_by END,
      CASE TG_OP WHEN 'INSERT' THEN 'createRefund' ELSE 'rejectRefund' END,
      (CASE TG_OP WHEN 'INSERT' THEN 'held' ELSE 'done' END)::audit_outcome,
      ARRAY[NEW.id, NEW.charge_id], NEW.amount, NEW.currency;
  RETURN NULL;
END $$;

CREATE FUNCTION public.audit_refund_events() RETURNS trigger
    LANGUAGE plpgsql
    AS $_$
BEGIN
  INSERT INTO audit_entry (id, actor, action, outcome, objects, amount, currency)
    SELECT 'aud_' || added.id, added.actor,
      CASE
        WHEN added.type = 'refund_created' AND approval.id IS NOT NULL THEN 'approveRefund'
        WHEN added.type = 'refund_created' THEN 'createRefund'
        WHEN added.status = 'canceled' AND added.changes @> '[{"field": "status"}]' THEN 'cancelRefund'
        ELSE 'updateRefundMetadata'
      END,
      'done', ARRAY[added.refund_id, refund.charge_id] || CASE WHEN approval.id IS NULL THEN '{}' ELSE ARRAY[approval.id] END,
      refund.amount, refund.currency
    FROM added
    JOIN refund ON refund.id = added.refund_id
    -- Most new refunds have no changes. A set-returning function would cost each of them a third of this trigger.
    CROSS JOIN LATERAL (
      SELECT CASE WHEN added.changes <> '[]' THEN
        jsonb_path_query_first(added.changes, '$[*] ? (@.field == "approval").after') #>> '{}' END AS id
    ) approval
    WHERE added.actor IS NULL OR added.actor NOT IN ('import', 'sandbox', 'stripe', 'wooshpay');
  RETURN NULL;
END $_$;

CREATE FUNCTION public.charge_words(name text, description text, metadata jsonb) RETURNS tsvector
    LANGUAGE plpgsql IMMUTABLE COST 500 PARALLEL SAFE
    AS $_$
DECLARE
  given text;
  word text;
  found text := '';
BEGIN
  FOR kind IN 1 .. 3 LOOP
    given := lower(CASE kind WHEN 1 THEN left(name, 512) WHEN 2 THEN left(description, 2000)
      ELSE jsonb_path_query_array(metadata, '$.*')::text END);
    -- Backslashes stand for characters in JSON.
    IF kind = 3 AND strpos(given, '\') > 0 THEN
      given := lower((SELECT string_agg(value, ' ') FROM jsonb_each_text(metadata)));
    END IF;
    IF octet_length(given) > length(given) THEN
      given := regexp_replace(lower(normalize(given, NFKD)), '[\u0300-\u036f]+', '', 'g');
    END IF;
    given := btrim(regexp_replace(given, '[^a-z0-9\u00c0-\u1fff\u2070-\u2fff\u3004-\U0010ffff]+', ' ', 'g'));
    IF given IS NULL OR given = '' THEN
      CONTINUE;
    ELSIF kind = 1 THEN
      FOREACH word IN ARRAY string_to_array(given, ' ') LOOP
        FOR size IN 1 .. least(length(word), 12) LOOP
          found := found || ' ''n=' || left(word, size) || '''';
        END LOOP;
      END LOOP;
    ELSE
      IF length(given) > 64 THEN
        given := regexp_replace(given, '([^ ]{64})[^ ]+', '\1', 'g');
      END IF;
      found := CASE kind WHEN 2 THEN found || ' ''d=' || replace(given, ' ', ''' ''d=') || ''''
        ELSE found || ' ''m=' || replace(given, ' ', ''' ''m=') || '''' END;
    END IF;
  END LOOP;
  RETURN found::tsvector;
END $_$;

CREATE FUNCTION public.notify_followers() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  PERFORM pg_notify(TG_TABLE_NAME, '');
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_refund_approval_event() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO refund_approval_event (id, actor, approval_id, created, type)
    VALUES (concat('ape_', substr(NEW.id, 5), '_requested'), NEW.requested_by, NEW.id, NEW.created, 'requested');
  END IF;
  IF NEW.status <> 'pending' THEN
    INSERT INTO refund_approval_event (id, actor, approval_id, created, type)
    VALUES (concat('ape_', substr(NEW.id, 5), '_', NEW.status), NEW.decided_by, NEW.id,
      COALESCE(NEW.decided_at, NEW.expires_at), NEW.status::text::refund_approval_event_type);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION public.record_refunds(refunds public.new_refund[], guards public.charge_guard[], beside jsonb) RETURNS TABLE(charge_id text, amount_refunded bigint, application_fee_refunded bigint, transfer_reversed bigint)
    LANGUAGE plpgsql
    SET plan_cache_mode TO 'force_generic_plan'
    SET enable_seqscan TO 'off'
    SET enable_hashjoin TO 'off'
    SET enable_mergejoin TO 'off'
    AS $$
#variable_conflict use_column
DECLARE
  done int;
BEGIN
  IF refunds[1].key IS NOT NULL THEN
    INSERT INTO idempotency_key (caller, key, created, fingerprint, refund_id)
      SELECT caller, key, created, fingerprint, id FROM unnest(refunds) ORDER BY caller, key
      ON CONFLICT DO NOTHING;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done < cardinality(refunds) THEN
      RAISE SQLSTATE 'RG001';
    END IF;
  END IF;

  -- The limits of callers per day.
  IF beside ? 'caller_day' THEN
    INSERT INTO caller_day AS known (caller, currency, day, amount, count)
      SELECT counted.caller, counted.currency, counted.day, counted.amount, counted.count
      FROM jsonb_to_recordset(beside->'caller_day')
        AS counted(caller text, currency text, day text, amount bigint, count int)
      ORDER BY counted.caller, counted.currency, counted.day
      ON CONFLICT (caller, currency, day)
        DO UPDATE SET amount = known.amount + EXCLUDED.amount, count = known.count + EXCLUDED.count;
    IF EXISTS (
      SELECT 1 FROM jsonb_to_recordset(beside->'caller_day')
        AS counted(caller text, currency text, day text, max_amount bigint, max_count int)
      JOIN caller_day known
        ON known.caller = counted.caller AND known.currency = counted.currency AND known.day = counted.day
      WHERE known.amount > counted.max_amount OR known.count > counted.max_count
    ) THEN
      RAISE SQLSTATE 'RG001';
    END IF;
  END IF;

  IF cardinality(guards) > 1 THEN
    -- A group does not wait long for the lock of one charge: after this timeout its members are tried one by one.
    SET LOCAL lock_timeout = '500ms';
    PERFORM 1 FROM charge WHERE id IN (SELECT guard.charge_id FROM unnest(guards) guard) ORDER BY id FOR NO KEY UPDATE;
  END IF;
  RETURN QUERY UPDATE charge SET
      amount_refunded = charge.amount_refunded + guard.amount,
      application_fee_refunded = charge.application_fee_refunded + guard.application_fee_refund_amount,
      transfer_reversed = charge.transfer_reversed + guard.transfer_reversal_amount
    FROM unnest(guards) guard
    WHERE charge.id = guard.charge_id
      AND charge.revision = guard.revision
      AND charge.amount_refunded + guard.amount <= charge.refund_ceiling
      AND (guard.amount_refunded IS NULL OR charge.amount_refunded = guard.amount_refunded)
    RETURNING charge.id, charge.amount_refunded, charge.application_fee_refunded, charge.transfer_reversed;
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done < cardinality(guards) THEN
    RAISE SQLSTATE 'RG001';
  END IF;

  INSERT INTO balance_transaction (id, amount, created, currency, fee, net, type)
    SELECT balance_transaction_id, balance_amount, created, currency, balance_fee, balance_net, 'refund'
    FROM unnest(refunds) WHERE balance_transaction_id IS NOT NULL;
  IF beside ? 'transfer_reversal' THEN
    INSERT INTO transfer_reversal (id, amount, charge_id, created, currency, transfer_id)
      SELECT id, amount, charge_id, created, currency, transfer_id
      FROM jsonb_populate_recordset(NULL::transfer_reversal, beside->'transfer_reversal');
  END IF;
  IF beside ? 'application_fee_refund' THEN
    INSERT INTO application_fee_refund (id, amount, charge_id, created, currency, application_fee_id)
      SELECT id, amount, charge_id, created, currency, application_fee_id
      FROM jsonb_populate_recordset(NULL::application_fee_refund, beside->'application_fee_refund');
  END IF;
  INSERT INTO refund (id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      destination_type, destination_card_reference_status, destination_card_reference_type, destination_card_type,
      imported, instructions_email, lines, metadata, note, payment_intent_id, pending_reason, reason, reason_code,
      refund_application_fee, replaces_id, reverse_transfer, status, transfer_reversal_id)
    SELECT id, amount, action_email_sent_at, action_email_sent_to, action_expires_at,
      application_fee_refund_id, balance_transaction_id, charge_id, counted_on, created, created_by, currency,
      destination_type, destination_card_reference_status, destination_card_reference_type, destination_card_type,
      false, instructions_email, lines, metadata, note, payment_intent_id, pending_reason, reason, reason_code,
      refund_application_fee, replaces_id, reverse_transfer, status, transfer_reversal_id
    FROM unnest(refunds);
  INSERT INTO refund_event (id, changes, actor, created, refund_id, status, type)
    SELECT event_id, event_changes, event_actor, created, id, status, 'refund_created' FROM unnest(refunds);
  IF beside ? 'block_list_entry' THEN
    INSERT INTO block_list_entry (id, type, value, charge_id, created, refund_id)
      SELECT id, type, value, charge_id, created, refund_id
      FROM jsonb_populate_recordset(NULL::block_list_entry, beside->'block_list_entry')
      ORDER BY type, value ON CONFLICT DO NOTHING;
  END IF;
  -- Due by the database's clock, which all processes share, unless a time is given. Without a delay a task waits to be woken.
  INSERT INTO refund_task (refund_id, step, due)
    SELECT id, task_step, COALESCE(task_at, now()) + task_delay_ms * interval '1 millisecond'
    FROM unnest(refunds) WHERE task_step IS NOT NULL;
-- The exception rolls back all that the block wrote.
EXCEPTION WHEN SQLSTATE 'RG001' THEN
  NULL;
END $$;

CREATE FUNCTION public.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.refuse_change_except_erasure() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND current_setting('refund_gateway.erasing', true) = 'on'
    AND to_jsonb(OLD) - TG_ARGV[0:TG_NARGS] = to_jsonb(NEW) - TG_ARGV[0:TG_NARGS] THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% of % refused: %', TG_OP, TG_TABLE_NAME, TG_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE FUNCTION public.words_query(given text, kinds text[]) RETURNS tsquery
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT (string_agg((('('::text || (SELECT string_agg(((((''''::text || kind.kind) || '='::text) || "left"(substr(word.word, 3), CASE kind.kind WHEN 'n'::text THEN 12 ELSE 64 END)) || ''''::text), ' | '::text) AS string_agg FROM unnest(words_query.kinds) kind(kind))) || ')'::text), ' & '::text))::tsquery AS string_agg FROM unnest(tsvector_to_array(public.charge_words(NULL::text, words_query.given, '{}'::jsonb))) word(word));

CREATE SEQUENCE public.refund_approval_event_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

CREATE SEQUENCE public.refund_event_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

-- _prisma_migrations

CREATE TABLE public._prisma_migrations (
    id character varying(36) NOT NULL,
    checksum character varying(64) NOT NULL,
    finished_at timestamp with time zone,
    migration_name character varying(255) NOT NULL,
    logs text,
    rolled_back_at timestamp with time zone,
    started_at timestamp with time zone DEFAULT now() NOT NULL,
    applied_steps_count integer DEFAULT 0 NOT NULL
);

ALTER TABLE ONLY public._prisma_migrations
    ADD CONSTRAINT _prisma_migrations_pkey PRIMARY KEY (id);

-- api_key

CREATE TABLE public.api_key (
    id text NOT NULL COLLATE pg_catalog."C",
    name text NOT NULL COLLATE pg_catalog."C",
    hash bytea NOT NULL,
    scopes text[] NOT NULL,
    created timestamp(3) with time zone NOT NULL,
    expires timestamp(3) with time zone,
    revoked timestamp(3) with time zone,
    last_used timestamp(3) with time zone,
    created_by text,
    revoked_by text,
    CONSTRAINT api_key_hash CHECK ((length(hash) = 32)),
    CONSTRAINT api_key_revoked_by CHECK (((revoked_by IS NULL) OR (revoked IS NOT NULL)))
);

ALTER TABLE ONLY public.api_key
    ADD CONSTRAINT api_key_pkey PRIMARY KEY (id);

CREATE INDEX api_key_created_id_idx ON public.api_key USING btree (created, id);
CREATE UNIQUE INDEX api_key_hash_key ON public.api_key USING btree (hash);
CREATE UNIQUE INDEX api_key_name_key ON public.api_key USING btree (name);
CREATE TRIGGER api_key_end_is_audited AFTER UPDATE ON public.api_key FOR EACH ROW WHEN (((old.revoked IS NULL) AND (new.revoked IS NOT NULL))) EXECUTE FUNCTION public.audit_api_key();
CREATE TRIGGER api_key_is_audited AFTER INSERT ON public.api_key FOR EACH ROW EXECUTE FUNCTION public.audit_api_key();
CREATE TRIGGER api_key_is_kept BEFORE DELETE ON public.api_key FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER api_key_stays_what_it_is BEFORE UPDATE ON public.api_key FOR EACH ROW WHEN (((old.id <> new.id) OR (old.name <> new.name) OR (old.hash <> new.hash) OR (old.created <> new.created) OR (old.created_by IS DISTINCT FROM new.created_by) OR ((old.revoked IS NOT NULL) AND ((old.revoked IS DISTINCT FROM new.revoked) OR (old.revoked_by IS DISTINCT FROM new.revoked_by))))) EXECUTE FUNCTION public.refuse_change();

-- application_fee_refund

CREATE TABLE public.application_fee_refund (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    charge_id text COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    application_fee_id text COLLATE pg_catalog."C",
    CONSTRAINT application_fee_refund_amount CHECK ((amount >= 1))
);

ALTER TABLE ONLY public.application_fee_refund
    ADD CONSTRAINT application_fee_refund_pkey PRIMARY KEY (id);

CREATE INDEX application_fee_refund_application_fee_id_idx ON public.application_fee_refund USING btree (application_fee_id);
CREATE INDEX application_fee_refund_charge_id_idx ON public.application_fee_refund USING btree (charge_id);

-- audit_entry

CREATE TABLE public.audit_entry (
    id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone DEFAULT CURRENT_TIMESTAMP NOT NULL,
    actor text COLLATE pg_catalog."C",
    action text NOT NULL,
    outcome public.audit_outcome NOT NULL,
    code text,
    objects text[] DEFAULT ARRAY[]::text[],
    amount bigint,
    currency text,
    count integer DEFAULT 1 NOT NULL,
    details text,
    CONSTRAINT audit_entry_count CHECK ((count >= 1)),
    CONSTRAINT audit_entry_has_a_code_unless_done CHECK (((outcome = ANY (ARRAY['refused'::public.audit_outcome, 'failed'::public.audit_outcome])) = (code IS NOT NULL)))
);

ALTER TABLE ONLY public.audit_entry
    ADD CONSTRAINT audit_entry_pkey PRIMARY KEY (id);

CREATE INDEX audit_entry_actor_created_id_idx ON public.audit_entry USING btree (actor, created, id);
CREATE INDEX audit_entry_created_id_idx ON public.audit_entry USING btree (created, id);
CREATE TRIGGER audit_entry_is_kept_for_a_month BEFORE DELETE ON public.audit_entry FOR EACH ROW WHEN ((old.created > (clock_timestamp() - '30 days'::interval))) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER audit_entry_never_changes BEFORE UPDATE ON public.audit_entry FOR EACH ROW EXECUTE FUNCTION public.refuse_change();

-- balance_transaction

CREATE TABLE public.balance_transaction (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    fee bigint NOT NULL,
    net bigint NOT NULL,
    type text NOT NULL,
    CONSTRAINT balance_transaction_net CHECK ((net = (amount - fee)))
);

ALTER TABLE ONLY public.balance_transaction
    ADD CONSTRAINT balance_transaction_pkey PRIMARY KEY (id);

-- block_list_entry

CREATE TABLE public.block_list_entry (
    type public.block_list_type NOT NULL,
    value text NOT NULL,
    charge_id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    refund_id text NOT NULL COLLATE pg_catalog."C",
    id text NOT NULL COLLATE pg_catalog."C"
);

ALTER TABLE ONLY public.block_list_entry
    ADD CONSTRAINT block_list_entry_pkey PRIMARY KEY (type, value);

CREATE INDEX block_list_entry_created_id_idx ON public.block_list_entry USING btree (created, id);
CREATE UNIQUE INDEX block_list_entry_id_key ON public.block_list_entry USING btree (id);

-- caller_day

CREATE TABLE public.caller_day (
    caller text NOT NULL COLLATE pg_catalog."C",
    currency text NOT NULL COLLATE pg_catalog."C",
    day text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    count integer NOT NULL,
    CONSTRAINT caller_day_counts CHECK (((amount >= 0) AND (count >= 0))),
    CONSTRAINT caller_day_is_a_day CHECK ((day ~ '^\d{4}-\d{2}-\d{2}$'::text))
);

ALTER TABLE ONLY public.caller_day
    ADD CONSTRAINT caller_day_pkey PRIMARY KEY (caller, currency, day);

-- charge

CREATE TABLE public.charge (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    amount_captured bigint NOT NULL,
    amount_refunded bigint NOT NULL,
    opening_refunded bigint NOT NULL,
    refund_ceiling bigint NOT NULL,
    refunds_open boolean NOT NULL,
    dispute_blocks boolean NOT NULL,
    revision integer NOT NULL,
    application_fee_id text COLLATE pg_catalog."C",
    application_fee_amount bigint,
    application_fee_refunded bigint NOT NULL,
    transfer_id text COLLATE pg_catalog."C",
    transfer_amount bigint,
    transfer_reversed bigint NOT NULL,
    balance_transaction_id text COLLATE pg_catalog."C",
    billing_email text,
    captured boolean NOT NULL,
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    description text,
    disputed boolean NOT NULL,
    metadata jsonb NOT NULL,
    payment_intent_id text COLLATE pg_catalog."C",
    payment_method_type text,
    card_brand text,
    card_last4 text,
    card_fingerprint text,
    status public.charge_status NOT NULL,
    opening_fee_refunded bigint DEFAULT 0 NOT NULL,
    opening_reversed bigint DEFAULT 0 NOT NULL,
    transfer_currency text,
    billing_name text,
    failure_code text,
    failure_message text,
    receipt_url text,
    CONSTRAINT charge_amounts CHECK (((amount >= 0) AND (amount_captured >= 0))),
    CONSTRAINT charge_ceiling_never_above_what_was_paid CHECK ((refund_ceiling <= GREATEST(amount, amount_captured))),
    CONSTRAINT charge_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT charge_failed_is_not_refundable CHECK ((NOT ((status = 'failed'::public.charge_status) AND refunds_open))),
    CONSTRAINT charge_fee_never_over_refunded CHECK (((0 <= application_fee_refunded) AND ((application_fee_amount IS NULL) OR (application_fee_refunded <= application_fee_amount)))),
    CONSTRAINT charge_never_over_refunded CHECK (((0 <= opening_refunded) AND (opening_refunded <= amount_refunded) AND (amount_refunded <= refund_ceiling))),
    CONSTRAINT charge_transfer_currency CHECK ((transfer_currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT charge_transfer_never_over_reversed CHECK (((0 <= transfer_reversed) AND ((transfer_amount IS NULL) OR (transfer_reversed <= transfer_amount)))),
    CONSTRAINT charge_what_went_back_includes_openings CHECK (((0 <= opening_fee_refunded) AND (opening_fee_refunded <= application_fee_refunded) AND (0 <= opening_reversed) AND (opening_reversed <= transfer_reversed)))
)
WITH (fillfactor='90');

ALTER TABLE ONLY public.charge
    ADD CONSTRAINT charge_pkey PRIMARY KEY (id);

CREATE INDEX charge_amount_id_idx ON public.charge USING btree (amount, id);
CREATE INDEX charge_application_fee_id_idx ON public.charge USING btree (application_fee_id);
CREATE INDEX charge_card_last4_created_id_idx ON public.charge USING btree (card_last4, created, id);
CREATE INDEX charge_created_id_idx ON public.charge USING btree (created, id);
CREATE INDEX charge_currency_amount_id_idx ON public.charge USING btree (currency, amount, id);
CREATE INDEX charge_currency_created_id_idx ON public.charge USING btree (currency, created, id);
CREATE INDEX charge_disputed_created_id_idx ON public.charge USING btree (created, id) WHERE disputed;
CREATE INDEX charge_email_created_id_idx ON public.charge USING btree (lower(billing_email) text_pattern_ops, created, id);
CREATE INDEX charge_metadata_idx ON public.charge USING gin (metadata) WITH (fastupdate=off);
CREATE INDEX charge_opening_refunded_idx ON public.charge USING btree (id) WHERE (opening_refunded > 0);
CREATE INDEX charge_payment_intent_id_created_id_idx ON public.charge USING btree (payment_intent_id, created, id);
CREATE INDEX charge_payment_method_type_created_id_idx ON public.charge USING btree (payment_method_type, created, id);
CREATE INDEX charge_refunds_open_created_id_idx ON public.charge USING btree (created, id) WHERE refunds_open;
CREATE INDEX charge_status_created_id_idx ON public.charge USING btree (status, created, id);
CREATE INDEX charge_transfer_id_idx ON public.charge USING btree (transfer_id);
CREATE INDEX charge_words_idx ON public.charge USING gin (public.charge_words(billing_name, description, metadata)) WITH (fastupdate='on', gin_pending_list_limit='1024');

-- dispute

CREATE TABLE public.dispute (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    charge_id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    is_charge_refundable boolean NOT NULL,
    reason text,
    status public.dispute_status NOT NULL,
    evidence_due_by timestamp(3) with time zone,
    CONSTRAINT dispute_amount CHECK ((amount >= 0))
);

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_pkey PRIMARY KEY (id);

CREATE INDEX dispute_charge_id_idx ON public.dispute USING btree (charge_id);

-- erased_address

CREATE TABLE public.erased_address (
    hash text NOT NULL COLLATE pg_catalog."C",
    erased_at timestamp(3) with time zone NOT NULL,
    CONSTRAINT erased_address_is_a_hash CHECK ((hash ~ '^sha256:[0-9a-f]{64}$'::text))
);

ALTER TABLE ONLY public.erased_address
    ADD CONSTRAINT erased_address_pkey PRIMARY KEY (hash);

-- idempotency_key

CREATE TABLE public.idempotency_key (
    caller text NOT NULL,
    key text NOT NULL,
    created timestamp(3) with time zone DEFAULT clock_timestamp() NOT NULL,
    fingerprint text NOT NULL,
    refund_id text COLLATE pg_catalog."C",
    refusal jsonb,
    approval_id text COLLATE pg_catalog."C",
    CONSTRAINT idempotency_key_one_outcome CHECK ((num_nonnulls(refund_id, approval_id, refusal) = 1))
);

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_pkey PRIMARY KEY (caller, key);

CREATE INDEX idempotency_key_approval_id_idx ON public.idempotency_key USING btree (approval_id) WHERE (approval_id IS NOT NULL);
CREATE INDEX idempotency_key_refund_id_idx ON public.idempotency_key USING btree (refund_id) WHERE (refund_id IS NOT NULL);
CREATE INDEX idempotency_key_refused_created_idx ON public.idempotency_key USING btree (created) WHERE ((refund_id IS NULL) AND (approval_id IS NULL));

-- imported_object

CREATE TABLE public.imported_object (
    id text NOT NULL COLLATE pg_catalog."C",
    said text NOT NULL,
    erased_at timestamp(3) with time zone
);

ALTER TABLE ONLY public.imported_object
    ADD CONSTRAINT imported_object_pkey PRIMARY KEY (id);

CREATE INDEX imported_object_erased_idx ON public.imported_object USING btree (id) WHERE (erased_at IS NOT NULL);

-- payment_intent

CREATE TABLE public.payment_intent (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    amount_received bigint NOT NULL,
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    description text,
    metadata jsonb NOT NULL,
    status public.payment_intent_status NOT NULL,
    CONSTRAINT payment_intent_amounts CHECK (((amount >= 0) AND (amount_received >= 0))),
    CONSTRAINT payment_intent_currency CHECK ((currency ~ '^[a-z]{3}$'::text))
);

ALTER TABLE ONLY public.payment_intent
    ADD CONSTRAINT payment_intent_pkey PRIMARY KEY (id);

CREATE INDEX payment_intent_created_id_idx ON public.payment_intent USING btree (created, id);
CREATE INDEX payment_intent_status_created_id_idx ON public.payment_intent USING btree (status, created, id);

-- refund

CREATE TABLE public.refund (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    action_email_sent_at timestamp(3) with time zone,
    action_email_sent_to text,
    action_expires_at timestamp(3) with time zone,
    application_fee_refund_id text COLLATE pg_catalog."C",
    balance_transaction_id text COLLATE pg_catalog."C",
    charge_id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    description text,
    destination_type text,
    destination_card_reference text,
    destination_card_reference_status text,
    destination_card_reference_type text,
    destination_card_type text,
    failure_balance_transaction_id text COLLATE pg_catalog."C",
    failure_reason public.refund_failure_reason,
    imported boolean NOT NULL,
    instructions_email text,
    metadata jsonb NOT NULL,
    payment_intent_id text COLLATE pg_catalog."C",
    pending_reason public.refund_pending_reason,
    reason public.refund_reason,
    receipt_number text,
    refund_application_fee boolean NOT NULL,
    reverse_transfer boolean NOT NULL,
    source_transfer_reversal_id text COLLATE pg_catalog."C",
    status public.refund_status NOT NULL,
    transfer_reversal_id text COLLATE pg_catalog."C",
    released boolean DEFAULT false NOT NULL,
    counted_on text,
    created_by text,
    note text,
    reason_code text,
    lines jsonb,
    replaces_id text COLLATE pg_catalog."C",
    CONSTRAINT refund_amount CHECK ((amount >= 1)),
    CONSTRAINT refund_currency CHECK ((currency ~ '^[a-z]{3}$'::text)),
    CONSTRAINT refund_failure_reason_of_ended CHECK (((failure_reason IS NULL) OR (status = ANY (ARRAY['failed'::public.refund_status, 'canceled'::public.refund_status])))),
    CONSTRAINT refund_lines_are_a_list CHECK ((jsonb_typeof(lines) = 'array'::text)),
    CONSTRAINT refund_metadata_is_an_object CHECK ((jsonb_typeof(metadata) = 'object'::text)),
    CONSTRAINT refund_pending_reason_of_pending CHECK (((pending_reason IS NULL) OR (status = 'pending'::public.refund_status))),
    CONSTRAINT refund_released_is_imported CHECK ((imported OR (NOT released)))
);

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_pkey PRIMARY KEY (id);

CREATE INDEX refund_amount_id_idx ON public.refund USING btree (amount, id);
CREATE UNIQUE INDEX refund_application_fee_refund_id_key ON public.refund USING btree (application_fee_refund_id);
CREATE INDEX refund_charge_id_created_id_idx ON public.refund USING btree (charge_id, created, id);
CREATE INDEX refund_created_by_created_id_idx ON public.refund USING btree (created_by, created, id) WHERE (created_by IS NOT NULL);
CREATE INDEX refund_created_id_idx ON public.refund USING btree (created, id);
CREATE INDEX refund_currency_created_id_idx ON public.refund USING btree (currency, created, id);
CREATE INDEX refund_failure_reason_created_id_idx ON public.refund USING btree (failure_reason, created, id) WHERE (failure_reason IS NOT NULL);
CREATE INDEX refund_instructions_email_created_id_idx ON public.refund USING btree (instructions_email, created, id);
CREATE UNIQUE INDEX refund_is_replaced_once ON public.refund USING btree (replaces_id) WHERE ((replaces_id IS NOT NULL) AND (status <> ALL (ARRAY['failed'::public.refund_status, 'canceled'::public.refund_status])));
CREATE INDEX refund_metadata_idx ON public.refund USING gin (metadata) WITH (fastupdate=off);
CREATE INDEX refund_payment_intent_id_created_id_idx ON public.refund USING btree (payment_intent_id, created, id);
CREATE INDEX refund_pending_reason_created_id_idx ON public.refund USING btree (pending_reason, created, id) WHERE (pending_reason IS NOT NULL);
CREATE INDEX refund_reason_code_created_id_idx ON public.refund USING btree (reason_code, created, id) WHERE (reason_code IS NOT NULL);
CREATE INDEX refund_reason_created_id_idx ON public.refund USING btree (reason, created, id);
CREATE INDEX refund_replaces_id_created_id_idx ON public.refund USING btree (replaces_id, created, id) WHERE (replaces_id IS NOT NULL);
CREATE INDEX refund_status_created_id_idx ON public.refund USING btree (status, created, id);
CREATE TRIGGER refund_creation_never_changes BEFORE UPDATE ON public.refund FOR EACH ROW WHEN (((old.created_by IS DISTINCT FROM new.created_by) OR (old.counted_on IS DISTINCT FROM new.counted_on) OR (old.note IS DISTINCT FROM new.note) OR (old.reason_code IS DISTINCT FROM new.reason_code) OR (old.lines IS DISTINCT FROM new.lines) OR (old.replaces_id IS DISTINCT FROM new.replaces_id))) EXECUTE FUNCTION public.refuse_change_except_erasure('action_email_sent_to', 'description', 'instructions_email', 'lines', 'metadata', 'note', 'reason_code');
CREATE TRIGGER refund_final_status_never_changes BEFORE UPDATE OF status ON public.refund FOR EACH ROW WHEN (((old.status = ANY (ARRAY['failed'::public.refund_status, 'canceled'::public.refund_status])) AND (old.status <> new.status))) EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refund_is_kept BEFORE DELETE ON public.refund FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refund_terms_never_change BEFORE UPDATE ON public.refund FOR EACH ROW WHEN ((((((old.id IS DISTINCT FROM new.id) OR (old.amount IS DISTINCT FROM new.amount)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.charge_id IS DISTINCT FROM new.charge_id)) OR (old.created IS DISTINCT FROM new.created))) EXECUTE FUNCTION public.refuse_change();

-- refund_approval

CREATE TABLE public.refund_approval (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    charge_id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    decided_at timestamp(3) with time zone,
    decided_by text,
    decision_note text,
    expires_at timestamp(3) with time zone NOT NULL,
    input jsonb NOT NULL,
    message text NOT NULL,
    refund_id text COLLATE pg_catalog."C",
    requested_by text,
    status public.refund_approval_status NOT NULL,
    CONSTRAINT refund_approval_amount CHECK ((amount >= 1)),
    CONSTRAINT refund_approval_has_a_refund_if_approved CHECK (((status = 'approved'::public.refund_approval_status) = (refund_id IS NOT NULL))),
    CONSTRAINT refund_approval_has_four_eyes CHECK (((decided_by IS NULL) OR ((requested_by IS NOT NULL) AND (decided_by <> requested_by)))),
    CONSTRAINT refund_approval_input_is_an_object CHECK ((jsonb_typeof(input) = 'object'::text)),
    CONSTRAINT refund_approval_says_who_decided CHECK ((((status = ANY (ARRAY['approved'::public.refund_approval_status, 'rejected'::public.refund_approval_status])) = (decided_by IS NOT NULL)) AND ((decided_by IS NOT NULL) = (decided_at IS NOT NULL)) AND ((decision_note IS NULL) OR (decided_by IS NOT NULL)))),
    CONSTRAINT refund_approval_was_decided_in_time CHECK ((decided_at <= expires_at))
);

ALTER TABLE ONLY public.refund_approval
    ADD CONSTRAINT refund_approval_pkey PRIMARY KEY (id);

CREATE INDEX refund_approval_charge_id_created_id_idx ON public.refund_approval USING btree (charge_id, created, id);
CREATE INDEX refund_approval_created_id_idx ON public.refund_approval USING btree (created, id);
CREATE INDEX refund_approval_pending_expires_at_idx ON public.refund_approval USING btree (expires_at) WHERE (status = 'pending'::public.refund_approval_status);
CREATE UNIQUE INDEX refund_approval_refund_id_key ON public.refund_approval USING btree (refund_id);
CREATE INDEX refund_approval_status_created_id_idx ON public.refund_approval USING btree (status, created, id);
CREATE TRIGGER refund_approval_decision_is_recorded AFTER UPDATE ON public.refund_approval FOR EACH ROW WHEN ((old.status <> new.status)) EXECUTE FUNCTION public.record_refund_approval_event();
CREATE TRIGGER refund_approval_is_decided_once BEFORE UPDATE ON public.refund_approval FOR EACH ROW WHEN ((old.status <> 'pending'::public.refund_approval_status)) EXECUTE FUNCTION public.refuse_change_except_erasure('decision_note', 'input', 'message');
CREATE TRIGGER refund_approval_is_kept BEFORE DELETE ON public.refund_approval FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refund_approval_is_recorded AFTER INSERT ON public.refund_approval FOR EACH ROW EXECUTE FUNCTION public.record_refund_approval_event();
CREATE TRIGGER refund_approval_rejection_is_audited AFTER UPDATE ON public.refund_approval FOR EACH ROW WHEN (((old.status <> 'rejected'::public.refund_approval_status) AND (new.status = 'rejected'::public.refund_approval_status))) EXECUTE FUNCTION public.audit_refund_approval();
CREATE TRIGGER refund_approval_request_is_audited AFTER INSERT ON public.refund_approval FOR EACH ROW EXECUTE FUNCTION public.audit_refund_approval();
CREATE TRIGGER refund_approval_terms_never_change BEFORE UPDATE ON public.refund_approval FOR EACH ROW WHEN (((((((((old.id IS DISTINCT FROM new.id) OR (old.amount IS DISTINCT FROM new.amount)) OR (old.charge_id IS DISTINCT FROM new.charge_id)) OR (old.created IS DISTINCT FROM new.created)) OR (old.currency IS DISTINCT FROM new.currency)) OR (old.input IS DISTINCT FROM new.input)) OR (old.message IS DISTINCT FROM new.message)) OR (old.requested_by IS DISTINCT FROM new.requested_by))) EXECUTE FUNCTION public.refuse_change_except_erasure('decision_note', 'input', 'message');

-- refund_approval_event

CREATE TABLE public.refund_approval_event (
    id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    actor text,
    approval_id text NOT NULL COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL,
    type public.refund_approval_event_type NOT NULL
);

ALTER SEQUENCE public.refund_approval_event_position_seq OWNED BY public.refund_approval_event."position";
ALTER TABLE ONLY public.refund_approval_event ALTER COLUMN "position" SET DEFAULT nextval('public.refund_approval_event_position_seq'::regclass);

ALTER TABLE ONLY public.refund_approval_event
    ADD CONSTRAINT refund_approval_event_pkey PRIMARY KEY (id);

CREATE INDEX refund_approval_event_approval_id_position_idx ON public.refund_approval_event USING btree (approval_id, "position");
CREATE UNIQUE INDEX refund_approval_event_one_decision ON public.refund_approval_event USING btree (approval_id) WHERE (type <> 'requested'::public.refund_approval_event_type);
CREATE UNIQUE INDEX refund_approval_event_position_key ON public.refund_approval_event USING btree ("position");
CREATE INDEX refund_approval_event_transaction_id_position_idx ON public.refund_approval_event USING btree (transaction_id, "position");
CREATE TRIGGER refund_approval_event_is_kept BEFORE DELETE OR UPDATE ON public.refund_approval_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change();
CREATE TRIGGER refund_approval_event_wakes_followers AFTER INSERT ON public.refund_approval_event FOR EACH STATEMENT EXECUTE FUNCTION public.notify_followers();

-- refund_event

CREATE TABLE public.refund_event (
    id text NOT NULL COLLATE pg_catalog."C",
    "position" bigint NOT NULL,
    actor text,
    created timestamp(3) with time zone NOT NULL,
    refund_id text NOT NULL COLLATE pg_catalog."C",
    status public.refund_status NOT NULL,
    type public.refund_event_type NOT NULL,
    changes jsonb DEFAULT '[]'::jsonb NOT NULL,
    transaction_id xid8 DEFAULT pg_current_xact_id() NOT NULL
);

ALTER SEQUENCE public.refund_event_position_seq OWNED BY public.refund_event."position";
ALTER TABLE ONLY public.refund_event ALTER COLUMN "position" SET DEFAULT nextval('public.refund_event_position_seq'::regclass);

ALTER TABLE ONLY public.refund_event
    ADD CONSTRAINT refund_event_pkey PRIMARY KEY (id);

CREATE UNIQUE INDEX refund_event_position_key ON public.refund_event USING btree ("position");
CREATE INDEX refund_event_refund_id_position_idx ON public.refund_event USING btree (refund_id, "position");
CREATE INDEX refund_event_transaction_id_position_idx ON public.refund_event USING btree (transaction_id, "position");
CREATE TRIGGER refund_event_is_audited AFTER INSERT ON public.refund_event REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION public.audit_refund_events();
CREATE TRIGGER refund_event_is_kept BEFORE DELETE OR UPDATE ON public.refund_event FOR EACH ROW EXECUTE FUNCTION public.refuse_change_except_erasure('changes');
CREATE TRIGGER refund_event_wakes_followers AFTER INSERT ON public.refund_event FOR EACH STATEMENT EXECUTE FUNCTION public.notify_followers();

-- refund_task

CREATE TABLE public.refund_task (
    refund_id text NOT NULL COLLATE pg_catalog."C",
    claimed_until timestamp(3) with time zone,
    due timestamp(3) with time zone,
    step text NOT NULL,
    parked_reason text
);

ALTER TABLE ONLY public.refund_task
    ADD CONSTRAINT refund_task_pkey PRIMARY KEY (refund_id);

CREATE INDEX refund_task_due_idx ON public.refund_task USING btree (due);
CREATE INDEX refund_task_parked_idx ON public.refund_task USING btree (refund_id) WHERE (parked_reason IS NOT NULL);

-- transfer_reversal

CREATE TABLE public.transfer_reversal (
    id text NOT NULL COLLATE pg_catalog."C",
    amount bigint NOT NULL,
    charge_id text COLLATE pg_catalog."C",
    created timestamp(3) with time zone NOT NULL,
    currency text NOT NULL,
    transfer_id text COLLATE pg_catalog."C",
    CONSTRAINT transfer_reversal_amount CHECK ((amount >= 1))
);

ALTER TABLE ONLY public.transfer_reversal
    ADD CONSTRAINT transfer_reversal_pkey PRIMARY KEY (id);

CREATE INDEX transfer_reversal_charge_id_idx ON public.transfer_reversal USING btree (charge_id);
CREATE INDEX transfer_reversal_transfer_id_idx ON public.transfer_reversal USING btree (transfer_id);

-- Others

CREATE VIEW public.refund_approval_now AS
 SELECT id,
    amount,
    charge_id,
    created,
    currency,
    decided_at,
    decided_by,
    decision_note,
    expires_at,
    input,
    message,
    refund_id,
    requested_by,
        CASE
            WHEN ((status = 'pending'::public.refund_approval_status) AND (expires_at <= statement_timestamp())) THEN 'expired'::public.refund_approval_status
            ELSE status
        END AS status,
    status AS stored_status
   FROM public.refund_approval;

-- Foreign keys

ALTER TABLE ONLY public.application_fee_refund
    ADD CONSTRAINT application_fee_refund_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.block_list_entry
    ADD CONSTRAINT block_list_entry_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.block_list_entry
    ADD CONSTRAINT block_list_entry_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.charge
    ADD CONSTRAINT charge_payment_intent_id_fkey FOREIGN KEY (payment_intent_id) REFERENCES public.payment_intent(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.dispute
    ADD CONSTRAINT dispute_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES public.refund_approval(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.idempotency_key
    ADD CONSTRAINT idempotency_key_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_application_fee_refund_id_fkey FOREIGN KEY (application_fee_refund_id) REFERENCES public.application_fee_refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_balance_transaction_id_fkey FOREIGN KEY (balance_transaction_id) REFERENCES public.balance_transaction(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_failure_balance_transaction_id_fkey FOREIGN KEY (failure_balance_transaction_id) REFERENCES public.balance_transaction(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_payment_intent_id_fkey FOREIGN KEY (payment_intent_id) REFERENCES public.payment_intent(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund
    ADD CONSTRAINT refund_replaces_id_fkey FOREIGN KEY (replaces_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund_approval
    ADD CONSTRAINT refund_approval_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund_approval
    ADD CONSTRAINT refund_approval_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund_approval_event
    ADD CONSTRAINT refund_approval_event_approval_id_fkey FOREIGN KEY (approval_id) REFERENCES public.refund_approval(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund_event
    ADD CONSTRAINT refund_event_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.refund_task
    ADD CONSTRAINT refund_task_refund_id_fkey FOREIGN KEY (refund_id) REFERENCES public.refund(id) ON UPDATE CASCADE ON DELETE RESTRICT;

ALTER TABLE ONLY public.transfer_reversal
    ADD CONSTRAINT transfer_reversal_charge_id_fkey FOREIGN KEY (charge_id) REFERENCES public.charge(id) ON UPDATE CASCADE ON DELETE RESTRICT;
