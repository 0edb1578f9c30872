-- Poses: a frame may be told with a picture that says how people stand in it.
ALTER TABLE "frames" ADD COLUMN "pose" TEXT;
CREATE INDEX "frames_pose_idx" ON "frames" ("pose");

-- Pictures that were attached and that no frame has taken yet.
CREATE TABLE "attached_pictures" (
  "key" TEXT NOT NULL PRIMARY KEY,
  "tenant_id" TEXT NOT NULL REFERENCES "tenants" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "attached_at" TIMESTAMPTZ(6) NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX "attached_pictures_tenant_id_idx" ON "attached_pictures" ("tenant_id");
CREATE INDEX "attached_pictures_attached_at_idx" ON "attached_pictures" ("attached_at");
