-- Since when work waits for a worker. Code from before does not know these columns: its frames count
-- from when they were told.
ALTER TABLE "frames" ADD COLUMN "queued_at" TIMESTAMPTZ(6);
ALTER TABLE "characters" ADD COLUMN "queued_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp();
