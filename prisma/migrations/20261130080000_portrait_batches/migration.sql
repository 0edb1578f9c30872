-- Portraits of faces that are being found, in batches that several workers draw.
CREATE TABLE "portrait_batches" (
  "character_id" TEXT NOT NULL REFERENCES "characters" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "seed" BIGINT NOT NULL,
  "model" TEXT NOT NULL,
  "number" INTEGER NOT NULL,
  "first" INTEGER NOT NULL,
  "count" INTEGER NOT NULL CHECK ("count" > 0),
  "token" INTEGER NOT NULL DEFAULT 0,
  "begun_at" TIMESTAMPTZ(6),
  "done" DOUBLE PRECISION NOT NULL DEFAULT 0,
  "embeddings" BYTEA,
  "latents" BYTEA,
  PRIMARY KEY ("character_id", "seed", "model", "number")
);
