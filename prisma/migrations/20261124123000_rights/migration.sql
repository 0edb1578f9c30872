-- With what rights and where something was said, so that it is carried out again with the same.
ALTER TABLE "commands" ADD COLUMN "channel_id" TEXT;
ALTER TABLE "commands" ADD COLUMN "manages" BOOLEAN NOT NULL DEFAULT FALSE;
