-- What one process does at a time, however many there are. A row counts until its time is over.
CREATE TABLE "locks" (
  "key" TEXT NOT NULL PRIMARY KEY,
  "holder" TEXT NOT NULL,
  "until" TIMESTAMPTZ(6) NOT NULL
);
CREATE INDEX "locks_until_idx" ON "locks" ("until");

-- What a message shows, as a digest, so that no process sends what is there already.
ALTER TABLE "chat_messages" ADD COLUMN "shown" TEXT;
