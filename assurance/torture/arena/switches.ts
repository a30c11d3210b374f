/** While a connection holds this advisory lock, every commit that wrote an event waits. */
export const COMMIT_LOCK = 7_319_001;

/**
 * Triggers that the run adds to its own database. They make commits wait while the lock is held, and make statements
 * or commits fail at random with a code that the run chooses. The gateway has no code for this.
 */
export const SWITCHES = `
CREATE TABLE torture_failure (place text PRIMARY KEY, code text NOT NULL, chance float8 NOT NULL);
CREATE FUNCTION torture_fail() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  failure torture_failure;
BEGIN
  IF TG_ARGV[0] = 'commit' THEN
    PERFORM pg_advisory_xact_lock_shared(${COMMIT_LOCK});
  END IF;
  SELECT * INTO failure FROM torture_failure WHERE place = TG_ARGV[0];
  IF FOUND AND random() < failure.chance THEN
    RAISE EXCEPTION 'made by the run' USING ERRCODE = failure.code;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER torture_in_statement BEFORE INSERT OR UPDATE ON refund
  FOR EACH ROW EXECUTE FUNCTION torture_fail('statement');
CREATE CONSTRAINT TRIGGER torture_in_commit AFTER INSERT ON refund_event DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION torture_fail('commit');
`;
