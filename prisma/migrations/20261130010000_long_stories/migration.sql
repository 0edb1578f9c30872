-- What a frame costs grows neither with its story nor with how many stories there are.
CREATE INDEX "frames_unfinished_in_episode" ON "frames" ("episode_id", "position")
  WHERE "state" IN ('waiting', 'queued', 'drawing');
CREATE INDEX "frames_timed" ON "frames" ("created_at") WHERE "timings" IS NOT NULL;
CREATE INDEX "frames_told" ON "frames" ("episode_id", "author_id", "created_at")
  WHERE "redo_of" IS NULL AND "state" <> 'cancelled' AND "undone_at" IS NULL;
CREATE INDEX "deliveries_untold_in_thread" ON "deliveries" ("thread_id") WHERE "state" <> 'sent';
CREATE INDEX "commands_unanswered" ON "commands" ("created_at") WHERE "reply" IS NULL;
CREATE INDEX "commands_drew_last" ON "commands" ("tenant_id", "author_id", "drew_at")
  WHERE "drew_at" IS NOT NULL;
CREATE INDEX "rounds_due" ON "rounds" ("closes_at") WHERE "state" = 'open';
CREATE INDEX "skips_story_id_created_at_idx" ON "skips" ("story_id", "created_at");
DROP INDEX "skips_story_id_idx";
