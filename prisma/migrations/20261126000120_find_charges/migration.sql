-- What a support desk finds charges by, and the refunds of these charges. Each index serves a filter or an order of
-- docs/searching.md. Nearly all are on the charge, which only an import writes: a refund changes none of their columns, so
-- that PostgreSQL still changes the totals of a charge in place. At two million charges this takes some minutes, in which
-- nobody can write charges and refunds. docs/searching.md says more.

-- Building sorts in memory as far as it may. The default of 64 MB is less than one of these indexes.
DO $$ BEGIN
  IF pg_size_bytes(current_setting('maintenance_work_mem')) < pg_size_bytes('512MB') THEN
    PERFORM set_config('maintenance_work_mem', '512MB', true);
  END IF;
END $$;

-- The words by which a charge is found: each beginning of a word of the name (n), up to 12 letters, and the first 64
-- letters of each word of the description (d) and of a value of the metadata (m). A long description counts with its start.
-- Beginnings are words of their own, because PostgreSQL knows how many rows have a word, and knows it of no prefix.
-- Words are all between blanks, ASCII punctuation and general punctuation, without case and accents, whatever the language
-- and the locale are. The function names nothing outside of pg_catalog: some versions look nowhere else for an index. It
-- writes the words as a text and reads that as a tsvector, which takes 60 % of the time of collecting them in an array.
CREATE FUNCTION charge_words(name text, description text, metadata jsonb) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE COST 500 AS $$
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
END $$;

-- All words of a text, each in one of these kinds of words. Null for a text without words: it finds nothing.
CREATE FUNCTION words_query(given text, kinds text[]) RETURNS tsquery LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN (SELECT string_agg('(' || (
    SELECT string_agg('''' || kind || '=' || left(substr(word, 3), CASE kind WHEN 'n' THEN 12 ELSE 64 END) || '''', ' | ')
    FROM unnest(kinds) kind) || ')', ' & ')::tsquery
  FROM unnest(tsvector_to_array(charge_words(NULL, given, '{}'))) word);

-- A charge has some thirty words. Filing each at once made an import's statements take twice as long. So they wait in a
-- list and are filed together. Each search reads this list too, so it has 1 MB at most, about a thousand charges.
CREATE INDEX charge_words_idx ON charge USING gin (charge_words(billing_name, description, metadata))
  WITH (fastupdate = on, gin_pending_list_limit = 1024);
-- Every write files its own keys, as for the metadata of refunds: a search never reads a list of late ones.
CREATE INDEX "charge_metadata_idx" ON "charge" USING GIN ("metadata") WITH (fastupdate = off);
CREATE INDEX charge_email_created_id_idx ON charge (lower(billing_email) text_pattern_ops, created, id);
CREATE INDEX charge_disputed_created_id_idx ON charge (created, id) WHERE disputed;
-- Charges that Stripe has refunded in part without a refund that the ledger knows.
CREATE INDEX charge_opening_refunded_idx ON charge (id) WHERE opening_refunded > 0;
CREATE INDEX "charge_currency_created_id_idx" ON "charge"("currency", "created", "id");
CREATE INDEX "charge_card_last4_created_id_idx" ON "charge"("card_last4", "created", "id");
CREATE INDEX "charge_payment_method_type_created_id_idx" ON "charge"("payment_method_type", "created", "id");
CREATE INDEX "charge_amount_id_idx" ON "charge"("amount", "id");
CREATE INDEX "charge_currency_amount_id_idx" ON "charge"("currency", "amount", "id");

-- Every new refund is written into these. A condition keeps out the rows that have no value, which is most of them.
CREATE INDEX "refund_amount_id_idx" ON "refund"("amount", "id");
CREATE INDEX refund_created_by_created_id_idx ON refund (created_by, created, id) WHERE created_by IS NOT NULL;
CREATE INDEX refund_failure_reason_created_id_idx ON refund (failure_reason, created, id) WHERE failure_reason IS NOT NULL;
CREATE INDEX refund_pending_reason_created_id_idx ON refund (pending_reason, created, id) WHERE pending_reason IS NOT NULL;
CREATE INDEX refund_reason_code_created_id_idx ON refund (reason_code, created, id) WHERE reason_code IS NOT NULL;
-- The last statement, because from here to the end nobody can read refunds either.
DROP INDEX "refund_amount_idx";
