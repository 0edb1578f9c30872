-- Who may go on with a story, and how long a turn or a vote takes.
ALTER TABLE "stories"
  ADD COLUMN "mode" TEXT NOT NULL DEFAULT 'free' CHECK ("mode" IN ('free', 'turns', 'vote')),
  ADD COLUMN "minutes" INTEGER CHECK ("minutes" BETWEEN 1 AND 10080),
  ADD COLUMN "turn" INTEGER NOT NULL DEFAULT 0,
  ADD CHECK (("mode" = 'free') = ("minutes" IS NULL));

CREATE TABLE "skips" (
  "command_id" TEXT NOT NULL PRIMARY KEY
    REFERENCES "commands" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "story_id" TEXT NOT NULL REFERENCES "stories" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "skips_story_id_idx" ON "skips" ("story_id");
