-- What a workspace changed of its settings, everything else being a default.
CREATE TABLE "tenant_settings" (
  "tenant_id" TEXT NOT NULL PRIMARY KEY
    REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "changed" JSONB NOT NULL
);

-- When a command was counted as a drawing: what limits are checked against.
ALTER TABLE "commands" ADD COLUMN "drew_at" TIMESTAMPTZ(6);
CREATE INDEX "commands_drew" ON "commands" ("tenant_id", "drew_at") WHERE "drew_at" IS NOT NULL;
