-- Evidence: bytes in chunks, invisible until the event that names them seals them, in that event's own commit.

-- CreateTable
CREATE TABLE "evidence_upload" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "artifactId" UUID NOT NULL,
    "mediaType" TEXT,
    "sha256" TEXT,
    "size" BIGINT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "touchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "abandonedAt" TIMESTAMPTZ(3),

    CONSTRAINT "evidence_upload_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "evidence_chunk" (
    "uploadId" UUID NOT NULL,
    "n" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "evidence_chunk_pkey" PRIMARY KEY ("uploadId","n")
);

-- CreateTable
CREATE TABLE "evidence_blob" (
    "sha256" TEXT NOT NULL,
    "size" BIGINT NOT NULL,
    "uploadId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "evidence_blob_pkey" PRIMARY KEY ("sha256")
);

-- CreateTable
CREATE TABLE "evidence_artifact" (
    "id" UUID NOT NULL,
    "runId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "stepId" TEXT,
    "personId" UUID NOT NULL,
    "visibility" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "evidence_artifact_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "evidence_upload_artifactId_idx" ON "evidence_upload"("artifactId");

-- CreateIndex
CREATE UNIQUE INDEX "evidence_blob_uploadId_key" ON "evidence_blob"("uploadId");

-- CreateIndex
CREATE INDEX "evidence_artifact_runId_idx" ON "evidence_artifact"("runId");

-- AddForeignKey
ALTER TABLE "evidence_upload" ADD CONSTRAINT "evidence_upload_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_upload" ADD CONSTRAINT "evidence_upload_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_chunk" ADD CONSTRAINT "evidence_chunk_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "evidence_upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_blob" ADD CONSTRAINT "evidence_blob_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES "evidence_upload"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_artifact" ADD CONSTRAINT "evidence_artifact_runId_fkey" FOREIGN KEY ("runId") REFERENCES "run"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_artifact" ADD CONSTRAINT "evidence_artifact_sha256_fkey" FOREIGN KEY ("sha256") REFERENCES "evidence_blob"("sha256") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "evidence_artifact" ADD CONSTRAINT "evidence_artifact_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Compressing 256 KB of a log costs more than it saves, and most evidence is compressed already.
ALTER TABLE evidence_chunk ALTER COLUMN bytes SET STORAGE EXTERNAL;

ALTER TABLE evidence_blob ADD CONSTRAINT evidence_blob_size_check CHECK (size > 0);
ALTER TABLE evidence_artifact ADD CONSTRAINT evidence_artifact_visibility_check
  CHECK (visibility IN ('room', 'restricted'));

-- Chunks of a sealed blob stay as they are, all of them and no more of them; those of an unsealed upload may go.
CREATE FUNCTION holdpoint_guard_chunk() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  upload uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW."uploadId" ELSE OLD."uploadId" END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = upload) THEN
    RAISE EXCEPTION '% of evidence_chunk is refused: sealed bytes never change', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION holdpoint_guard_upload() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = OLD.id) THEN
    RAISE EXCEPTION '% of evidence_upload is refused: its bytes are sealed', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER evidence_chunk_guard BEFORE INSERT OR UPDATE OR DELETE ON evidence_chunk
  FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_chunk();
CREATE TRIGGER evidence_chunk_never_empties BEFORE TRUNCATE ON evidence_chunk
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_upload_guard BEFORE UPDATE OR DELETE ON evidence_upload
  FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_upload();
CREATE TRIGGER evidence_upload_never_empties BEFORE TRUNCATE ON evidence_upload
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_blob_never_changes BEFORE UPDATE OR DELETE ON evidence_blob
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_blob_never_empties BEFORE TRUNCATE ON evidence_blob
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_artifact_never_changes BEFORE UPDATE OR DELETE ON evidence_artifact
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_artifact_never_empties BEFORE TRUNCATE ON evidence_artifact
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();

-- The bytes that an event speaks of are sealed in its commit: refused, nothing stays; accepted, nothing is missing. Of
-- the same bytes sent twice, at once even, the first are kept. A restored log finds its artifacts there already.
CREATE FUNCTION holdpoint_seal_evidence() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  said jsonb := NEW.body::jsonb;
  attached jsonb := said->'payload';
  sent evidence_upload%ROWTYPE;
BEGIN
  IF attached->>'kind' <> 'upload' THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM evidence_artifact a WHERE a.id = (attached->>'artifactId')::uuid
      AND a."runId" = NEW."runId" AND a.sha256 = attached->>'sha256') THEN
    RETURN NULL;
  END IF;
  SELECT u.* INTO sent FROM evidence_upload u
    WHERE u."artifactId" = (attached->>'artifactId')::uuid AND u."runId" = NEW."runId"
      AND u.sha256 = attached->>'sha256' AND u.size = (attached->>'size')::bigint AND u."abandonedAt" IS NULL
    ORDER BY u.id LIMIT 1 FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'No bytes were uploaded for artifact %', attached->>'artifactId'
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  INSERT INTO evidence_blob (sha256, size, "uploadId") VALUES (sent.sha256, sent.size, sent.id)
    ON CONFLICT (sha256) DO NOTHING;
  INSERT INTO evidence_artifact (id, "runId", sha256, name, "mediaType", "stepId", "personId", visibility, "createdAt")
    VALUES (sent."artifactId", NEW."runId", sent.sha256, attached->>'name', sent."mediaType", attached->>'stepId',
      sent."personId", coalesce(attached->>'visibility', 'room'), NEW."recordedAt");
  RETURN NULL;
END $$;

CREATE TRIGGER run_event_seals_evidence AFTER INSERT ON run_event
  FOR EACH ROW WHEN (NEW.type = 'EvidenceAttached') EXECUTE FUNCTION holdpoint_seal_evidence();
