-- Whose turn it is. Code from before does not note who was served: until it is gone its work counts
-- for nobody, and a face that it looks for seems to wait.
CREATE TABLE "served" (
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "author_id" TEXT NOT NULL,
  "at" TIMESTAMPTZ(6) NOT NULL,
  PRIMARY KEY ("tenant_id", "author_id")
);
ALTER TABLE "characters" ADD COLUMN "begun_at" TIMESTAMPTZ(6);
