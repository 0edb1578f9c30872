-- The process that carries a command out, so that others know what is left behind when it dies.
ALTER TABLE "commands" ADD COLUMN "carried_by" TEXT;
