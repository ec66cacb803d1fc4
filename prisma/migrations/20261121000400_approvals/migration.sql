-- In which role an approval was given, and which other runbook's version rehearses a production version.

-- AlterTable
ALTER TABLE "approval" ADD COLUMN "role" TEXT;

-- CreateTable
CREATE TABLE "rehearsal_link" (
    "id" UUID NOT NULL,
    "versionId" UUID NOT NULL,
    "rehearsalVersionId" UUID NOT NULL,
    "sha256" TEXT NOT NULL,
    "rehearsalSha256" TEXT NOT NULL,
    "personId" UUID NOT NULL,
    "statement" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "rehearsal_link_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "rehearsal_link_rehearsalVersionId_idx" ON "rehearsal_link"("rehearsalVersionId");

-- CreateIndex
CREATE UNIQUE INDEX "rehearsal_link_versionId_rehearsalVersionId_personId_key" ON "rehearsal_link"("versionId", "rehearsalVersionId", "personId");

-- AddForeignKey
ALTER TABLE "rehearsal_link" ADD CONSTRAINT "rehearsal_link_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "runbook_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rehearsal_link" ADD CONSTRAINT "rehearsal_link_rehearsalVersionId_fkey" FOREIGN KEY ("rehearsalVersionId") REFERENCES "runbook_version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "rehearsal_link" ADD CONSTRAINT "rehearsal_link_personId_fkey" FOREIGN KEY ("personId") REFERENCES "person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- As an approval, a link is a person's word on two hashes: it never changes.
CREATE TRIGGER rehearsal_link_never_changes BEFORE UPDATE OR DELETE ON rehearsal_link
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER rehearsal_link_never_empties BEFORE TRUNCATE ON rehearsal_link
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
