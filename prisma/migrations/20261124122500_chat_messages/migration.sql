-- Whether an answer was told, and which message shows what: for platforms that post messages.
ALTER TABLE "commands" ADD COLUMN "told_at" TIMESTAMPTZ(6);
CREATE INDEX "commands_untold" ON "commands" ("created_at")
  WHERE "told_at" IS NULL AND "reply" IS NOT NULL;

CREATE TABLE "chat_messages" (
  "subject_id" TEXT NOT NULL PRIMARY KEY,
  "thread_id" TEXT NOT NULL,
  "message_id" TEXT NOT NULL
);
CREATE INDEX "chat_messages_thread_id_idx" ON "chat_messages" ("thread_id");
