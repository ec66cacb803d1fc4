-- Unpublished texts of the runbook editor, one a person and runbook, so that a reload, a crashed browser or another
-- machine finds them; and word to every node of a version that was published, for those who edit an older one.
CREATE TABLE runbook_draft (
  "personId" uuid NOT NULL REFERENCES person (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "runbookId" uuid NOT NULL REFERENCES runbook (id) ON UPDATE CASCADE ON DELETE CASCADE,
  "baseVersion" integer NOT NULL CHECK ("baseVersion" >= 1),
  revision integer NOT NULL CHECK (revision >= 1),
  markdown bytea NOT NULL CHECK (octet_length(markdown) <= 524288),
  "savedAt" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT runbook_draft_pkey PRIMARY KEY ("personId", "runbookId")
);

CREATE INDEX "runbook_draft_runbookId_idx" ON runbook_draft ("runbookId");

-- Tells `runbook` which one has a new version: '<slug>:<number>'. The row is the truth, this only wakes.
CREATE FUNCTION holdpoint_notify_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('runbook', (SELECT slug FROM runbook WHERE id = NEW."runbookId") || ':' || NEW.number);
  RETURN NULL;
END $$;

CREATE TRIGGER runbook_version_published AFTER INSERT ON runbook_version
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_version();
