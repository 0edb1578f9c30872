CREATE TABLE "tenants" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "platform" TEXT NOT NULL CHECK ("platform" IN ('web', 'discord', 'slack')),
  "workspace" TEXT NOT NULL
);
CREATE UNIQUE INDEX "tenants_platform_workspace_key" ON "tenants" ("platform", "workspace");

CREATE TABLE "commands" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "source_id" TEXT NOT NULL,
  "thread_id" TEXT NOT NULL,
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "reply" JSONB,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX "commands_tenant_id_source_id_key" ON "commands" ("tenant_id", "source_id");
CREATE INDEX "commands_tenant_id_thread_id_created_at_idx"
  ON "commands" ("tenant_id", "thread_id", "created_at");

CREATE TABLE "characters" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "name_key" TEXT NOT NULL,
  "description" TEXT NOT NULL,
  "class_word" TEXT NOT NULL,
  "seed" BIGINT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'discovering'
    CHECK ("state" IN ('discovering', 'ready', 'failed')),
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "thread_id" TEXT NOT NULL,
  "portrait" TEXT,
  "problem" TEXT,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
-- Two people who add the same name at once: the second insert fails here.
CREATE UNIQUE INDEX "characters_tenant_id_name_key_key" ON "characters" ("tenant_id", "name_key");
CREATE INDEX "characters_state_idx" ON "characters" ("state");

CREATE TABLE "identities" (
  "character_id" TEXT NOT NULL PRIMARY KEY
    REFERENCES "characters" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "embedding" BYTEA NOT NULL CHECK (octet_length("embedding") % 4 = 0),
  "encoder" TEXT NOT NULL,
  "seed" BIGINT NOT NULL,
  "cohesion" DOUBLE PRECISION NOT NULL,
  "portraits" INTEGER NOT NULL,
  "survivors" INTEGER[]
);

CREATE TABLE "stories" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "thread_id" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "style" TEXT,
  "next_episode" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "stories_tenant_id_thread_id_created_at_idx"
  ON "stories" ("tenant_id", "thread_id", "created_at");

CREATE TABLE "episodes" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "story_id" TEXT NOT NULL REFERENCES "stories" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "number" INTEGER NOT NULL CHECK ("number" > 0),
  "next_position" INTEGER NOT NULL DEFAULT 1
);
CREATE UNIQUE INDEX "episodes_story_id_number_key" ON "episodes" ("story_id", "number");

CREATE TABLE "cast_members" (
  "episode_id" TEXT NOT NULL REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "character_id" TEXT NOT NULL REFERENCES "characters" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "place" BIGSERIAL NOT NULL,
  PRIMARY KEY ("episode_id", "character_id")
);
CREATE INDEX "cast_members_character_id_idx" ON "cast_members" ("character_id");

CREATE TABLE "frames" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "episode_id" TEXT NOT NULL REFERENCES "episodes" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "command_id" TEXT NOT NULL REFERENCES "commands" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL CHECK ("position" > 0),
  "prompt" TEXT NOT NULL,
  "cast" JSONB NOT NULL,
  "seed" BIGINT NOT NULL,
  "state" TEXT NOT NULL DEFAULT 'waiting' CHECK (
    "state" IN ('waiting', 'queued', 'drawing', 'drawn', 'posted', 'failed', 'cancelled')
  ),
  "token" INTEGER NOT NULL DEFAULT 0,
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "redo_of" TEXT REFERENCES "frames" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  "image" TEXT,
  "template" TEXT,
  "settings" JSONB,
  "timings" JSONB,
  "problem" TEXT,
  "undone_at" TIMESTAMPTZ(6),
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX "frames_command_id_key" ON "frames" ("command_id");
CREATE UNIQUE INDEX "frames_episode_id_position_key" ON "frames" ("episode_id", "position");
CREATE INDEX "frames_redo_of_idx" ON "frames" ("redo_of");
-- What the worker asks for again and again is few rows of many.
CREATE INDEX "frames_unfinished_idx" ON "frames" ("created_at")
  WHERE "state" IN ('waiting', 'queued', 'drawing');

CREATE TABLE "deliveries" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "thread_id" TEXT NOT NULL,
  "frame_id" TEXT REFERENCES "frames" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "character_id" TEXT REFERENCES "characters" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "seed" BIGINT,
  "state" TEXT NOT NULL DEFAULT 'pending' CHECK ("state" IN ('pending', 'sending', 'sent')),
  "attempts" INTEGER NOT NULL DEFAULT 0,
  "message_id" TEXT,
  "queued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  "claimed_at" TIMESTAMPTZ(6),
  CHECK (num_nonnulls("frame_id", "character_id") = 1)
);
CREATE UNIQUE INDEX "deliveries_frame_id_key" ON "deliveries" ("frame_id");
CREATE UNIQUE INDEX "deliveries_character_id_seed_key" ON "deliveries" ("character_id", "seed");
CREATE INDEX "deliveries_thread_id_idx" ON "deliveries" ("thread_id");
CREATE INDEX "deliveries_untold_idx" ON "deliveries" ("queued_at") WHERE "state" <> 'sent';

CREATE TABLE "progress" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "phase" TEXT NOT NULL,
  "step" INTEGER NOT NULL,
  "steps" INTEGER NOT NULL,
  "preview" BYTEA
);
