-- What was asked of which model, where a deployment has several. Empty: the first one draws it.
ALTER TABLE "characters" ADD COLUMN "model" TEXT;
ALTER TABLE "frames" ADD COLUMN "model" TEXT;
