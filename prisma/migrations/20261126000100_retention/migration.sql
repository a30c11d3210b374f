-- Old objects whose personal parts were erased without an e-mail address. An import erases them again.

-- AlterTable
ALTER TABLE "imported_object" ADD COLUMN     "erased_at" TIMESTAMPTZ(3);

-- An import looks for these among the objects of its file.
CREATE INDEX imported_object_erased_idx ON imported_object (id) WHERE erased_at IS NOT NULL;
