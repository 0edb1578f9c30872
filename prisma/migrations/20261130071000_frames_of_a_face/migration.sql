-- A face that was found asks which frames have it: those that are not finished, however many there are.
CREATE INDEX "frames_unfinished_with" ON "frames" USING gin ("cast" jsonb_path_ops)
  WHERE "state" IN ('waiting', 'queued', 'drawing');
