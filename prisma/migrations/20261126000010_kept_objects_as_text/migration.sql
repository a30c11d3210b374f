-- What an import said of an object is written as it came. With the type JSON, PostgreSQL parses every value again.

-- AlterTable
ALTER TABLE "imported_object" ALTER COLUMN "said" SET DATA TYPE TEXT;
