-- Votes: three candidates of one frame, one ballot a person, one of them stays.
CREATE TABLE "rounds" (
  "id" TEXT NOT NULL PRIMARY KEY,
  "command_id" TEXT NOT NULL REFERENCES "commands" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "story_id" TEXT NOT NULL REFERENCES "stories" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "position" INTEGER NOT NULL CHECK ("position" > 0),
  "author_id" TEXT NOT NULL,
  "author_name" TEXT NOT NULL,
  "minutes" INTEGER NOT NULL CHECK ("minutes" BETWEEN 1 AND 10080),
  "state" TEXT NOT NULL DEFAULT 'open' CHECK ("state" IN ('open', 'closed')),
  "closes_at" TIMESTAMPTZ(6),
  "winner_id" TEXT,
  "winner_votes" INTEGER,
  "created_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp(),
  CHECK (("winner_id" IS NULL) = ("winner_votes" IS NULL))
);
CREATE UNIQUE INDEX "rounds_command_id_key" ON "rounds" ("command_id");
-- Two people who go on at once: the second insert fails here.
CREATE UNIQUE INDEX "rounds_open_key" ON "rounds" ("story_id") WHERE "state" = 'open';
CREATE INDEX "rounds_story_id_idx" ON "rounds" ("story_id");

-- Candidates share a position and a command. The one that stays leaves its round.
ALTER TABLE "frames"
  ADD COLUMN "candidate" INTEGER NOT NULL DEFAULT 0 CHECK ("candidate" BETWEEN 0 AND 2),
  ADD COLUMN "round_id" TEXT REFERENCES "rounds" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
DROP INDEX "frames_command_id_key";
CREATE UNIQUE INDEX "frames_command_id_candidate_key" ON "frames" ("command_id", "candidate");
DROP INDEX "frames_episode_id_position_key";
CREATE UNIQUE INDEX "frames_episode_id_position_candidate_key"
  ON "frames" ("episode_id", "position", "candidate");
CREATE INDEX "frames_round_id_idx" ON "frames" ("round_id");

ALTER TABLE "rounds" ADD CONSTRAINT "rounds_winner_id_fkey" FOREIGN KEY ("winner_id")
  REFERENCES "frames" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
CREATE INDEX "rounds_winner_id_idx" ON "rounds" ("winner_id");

CREATE TABLE "ballots" (
  "round_id" TEXT NOT NULL REFERENCES "rounds" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "voter_id" TEXT NOT NULL,
  "frame_id" TEXT NOT NULL REFERENCES "frames" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  PRIMARY KEY ("round_id", "voter_id")
);
CREATE INDEX "ballots_frame_id_idx" ON "ballots" ("frame_id");

ALTER TABLE "deliveries"
  ADD COLUMN "round_id" TEXT REFERENCES "rounds" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  DROP CONSTRAINT "deliveries_check",
  ADD CHECK (num_nonnulls("frame_id", "character_id", "round_id") = 1);
CREATE UNIQUE INDEX "deliveries_round_id_key" ON "deliveries" ("round_id");
