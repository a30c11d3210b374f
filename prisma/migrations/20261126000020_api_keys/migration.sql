-- The keys with which programs call the gateway.

-- CreateTable
CREATE TABLE "api_key" (
    "id" TEXT COLLATE "C" NOT NULL,
    "name" TEXT COLLATE "C" NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "created" TIMESTAMPTZ(3) NOT NULL,
    "expires" TIMESTAMPTZ(3),
    "revoked" TIMESTAMPTZ(3),
    "last_used" TIMESTAMPTZ(3),

    CONSTRAINT "api_key_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "api_key_name_key" ON "api_key"("name");

-- CreateIndex
CREATE UNIQUE INDEX "api_key_hash_key" ON "api_key"("hash");

ALTER TABLE api_key ALTER COLUMN scopes SET NOT NULL;
ALTER TABLE api_key ADD CONSTRAINT api_key_hash CHECK (length(hash) = 32);

-- The history of refunds names callers, so a key is revoked and never deleted, and keeps its name and its hash.
CREATE TRIGGER api_key_is_kept BEFORE DELETE ON api_key FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER api_key_stays_what_it_is BEFORE UPDATE ON api_key FOR EACH ROW
  WHEN (OLD.id <> NEW.id OR OLD.name <> NEW.name OR OLD.hash <> NEW.hash OR OLD.created <> NEW.created
    OR (OLD.revoked IS NOT NULL AND OLD.revoked IS DISTINCT FROM NEW.revoked))
  EXECUTE FUNCTION refuse_change();
