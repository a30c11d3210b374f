-- Keys can be made and revoked through the API. A key then tells by whom.

-- AlterTable
ALTER TABLE "api_key" ADD COLUMN     "created_by" TEXT,
ADD COLUMN     "revoked_by" TEXT;

-- CreateIndex
CREATE INDEX "api_key_created_id_idx" ON "api_key"("created", "id");

ALTER TABLE api_key ADD CONSTRAINT api_key_revoked_by CHECK (revoked_by IS NULL OR revoked IS NOT NULL);

DROP TRIGGER api_key_stays_what_it_is ON api_key;
CREATE TRIGGER api_key_stays_what_it_is BEFORE UPDATE ON api_key FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.hash <> NEW.hash OR OLD.created <> NEW.created
    OR OLD.created_by IS DISTINCT FROM NEW.created_by
    OR (OLD.revoked IS NOT NULL
      AND (OLD.revoked IS DISTINCT FROM NEW.revoked OR OLD.revoked_by IS DISTINCT FROM NEW.revoked_by)))
  EXECUTE FUNCTION refuse_change();
