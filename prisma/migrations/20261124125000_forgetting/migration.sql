-- Who began a story, unknown of those begun before this was kept.
ALTER TABLE "stories" ADD COLUMN "author_id" TEXT;
ALTER TABLE "stories" ADD COLUMN "author_name" TEXT;

-- When the bot left a workspace.
ALTER TABLE "tenants" ADD COLUMN "left_at" TIMESTAMPTZ(6);

-- Pictures whose rows are deleted and that still lie in the frame store.
CREATE TABLE "discarded_pictures" ("key" TEXT NOT NULL PRIMARY KEY);
