-- What the migrations make, from the catalogs; a test keeps it true. Not to be run.

CREATE TABLE api_token (
  id uuid NOT NULL,
  "personId" uuid NOT NULL,
  name text NOT NULL,
  hash bytea NOT NULL,
  "runId" uuid,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" timestamp(3) with time zone NOT NULL,
  "revokedAt" timestamp(3) with time zone
);

CREATE TABLE approval (
  id uuid NOT NULL,
  "versionId" uuid NOT NULL,
  sha256 text NOT NULL,
  "personId" uuid NOT NULL,
  verdict text NOT NULL,
  statement text NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  role text
);

CREATE TABLE channel (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  "runKind" text NOT NULL,
  escalations text[] NOT NULL DEFAULT '{}'::text[],
  target text NOT NULL,
  recipients text[] NOT NULL DEFAULT '{}'::text[],
  sealed jsonb,
  "disabledAt" timestamp(3) with time zone,
  "disabledReason" text,
  "lastDeliveredAt" timestamp(3) with time zone,
  "lastError" text,
  "lastErrorAt" timestamp(3) with time zone,
  "createdBy" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE delivery (
  id uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "runId" uuid NOT NULL,
  seq integer NOT NULL,
  status text NOT NULL DEFAULT 'waiting'::text,
  attempts integer NOT NULL DEFAULT 0,
  "lastError" text,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "settledAt" timestamp(3) with time zone
);

CREATE TABLE evidence_artifact (
  id uuid NOT NULL,
  "runId" uuid NOT NULL,
  sha256 text NOT NULL,
  name text NOT NULL,
  "mediaType" text NOT NULL,
  "stepId" text,
  "personId" uuid NOT NULL,
  visibility text NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL
);

CREATE TABLE evidence_blob (
  sha256 text NOT NULL,
  size bigint NOT NULL,
  "uploadId" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE evidence_chunk (
  "uploadId" uuid NOT NULL,
  n integer NOT NULL,
  bytes bytea NOT NULL
);

CREATE TABLE evidence_upload (
  id uuid NOT NULL,
  "runId" uuid NOT NULL,
  "personId" uuid NOT NULL,
  "artifactId" uuid NOT NULL,
  "mediaType" text,
  sha256 text,
  size bigint,
  "startedAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "touchedAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "abandonedAt" timestamp(3) with time zone
);

CREATE TABLE person (
  id uuid NOT NULL,
  email text NOT NULL,
  name text NOT NULL,
  "isAdmin" boolean NOT NULL DEFAULT false,
  "passwordHash" text,
  "disabledAt" timestamp(3) with time zone,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE rehearsal_link (
  id uuid NOT NULL,
  "versionId" uuid NOT NULL,
  "rehearsalVersionId" uuid NOT NULL,
  sha256 text NOT NULL,
  "rehearsalSha256" text NOT NULL,
  "personId" uuid NOT NULL,
  statement text NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE role_grant (
  "runId" uuid NOT NULL,
  role text NOT NULL,
  "personId" uuid NOT NULL
);

CREATE TABLE run (
  id uuid NOT NULL,
  "versionId" uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  status text NOT NULL,
  outcome text,
  t0 timestamp(3) with time zone NOT NULL,
  "timeZone" text NOT NULL,
  "windowStart" timestamp(3) with time zone,
  "windowEnd" timestamp(3) with time zone,
  "plannerId" uuid NOT NULL,
  "headSeq" integer NOT NULL DEFAULT 0,
  "headHash" text NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updatedAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE run_command (
  "runId" uuid NOT NULL,
  "commandId" uuid NOT NULL,
  actor text NOT NULL,
  "bodyHash" text NOT NULL,
  "firstSeq" integer NOT NULL,
  "lastSeq" integer NOT NULL
);

CREATE TABLE run_event (
  "runId" uuid NOT NULL,
  seq integer NOT NULL,
  type text NOT NULL,
  body text NOT NULL,
  "prevHash" text NOT NULL,
  hash text NOT NULL,
  "commandId" uuid NOT NULL,
  "recordedAt" timestamp(3) with time zone NOT NULL
);

CREATE TABLE run_snapshot (
  "runId" uuid NOT NULL,
  seq integer NOT NULL,
  "headHash" text NOT NULL,
  "rulesVersion" text NOT NULL,
  state text NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE run_timer (
  "runId" uuid NOT NULL,
  key text NOT NULL,
  kind text NOT NULL,
  "dueAt" timestamp(3) with time zone NOT NULL
);

CREATE TABLE runbook (
  id uuid NOT NULL,
  slug text NOT NULL,
  title text NOT NULL,
  "createdBy" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE runbook_draft (
  "personId" uuid NOT NULL,
  "runbookId" uuid NOT NULL,
  "baseVersion" integer NOT NULL,
  revision integer NOT NULL,
  markdown bytea NOT NULL,
  "savedAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE runbook_version (
  id uuid NOT NULL,
  "runbookId" uuid NOT NULL,
  number integer NOT NULL,
  sha256 text NOT NULL,
  markdown bytea NOT NULL,
  definition jsonb NOT NULL,
  "createdBy" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE session (
  id uuid NOT NULL,
  "personId" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" timestamp(3) with time zone NOT NULL,
  "revokedAt" timestamp(3) with time zone
);

CREATE TABLE setting (
  name text NOT NULL,
  value jsonb NOT NULL
);

CREATE TABLE share_link (
  id uuid NOT NULL,
  "runId" uuid NOT NULL,
  hash bytea NOT NULL,
  "showNames" boolean NOT NULL DEFAULT false,
  "createdBy" uuid NOT NULL,
  "createdAt" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "expiresAt" timestamp(3) with time zone NOT NULL,
  "revokedAt" timestamp(3) with time zone
);

CREATE TABLE sign_in_throttle (
  key text NOT NULL,
  failures integer NOT NULL DEFAULT 0,
  "windowStart" timestamp(3) with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);

ALTER TABLE api_token ADD CONSTRAINT api_token_pkey PRIMARY KEY (id);
ALTER TABLE api_token ADD CONSTRAINT "api_token_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE approval ADD CONSTRAINT approval_pkey PRIMARY KEY (id);
ALTER TABLE approval ADD CONSTRAINT "approval_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE approval ADD CONSTRAINT "approval_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES runbook_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE channel ADD CONSTRAINT channel_pkey PRIMARY KEY (id);
ALTER TABLE channel ADD CONSTRAINT "channel_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE channel ADD CONSTRAINT channel_kind_check CHECK ((kind = ANY (ARRAY['email'::text, 'slack'::text, 'teams'::text, 'webhook'::text])));
ALTER TABLE channel ADD CONSTRAINT "channel_runKind_check" CHECK (("runKind" = ANY (ARRAY['rehearsal'::text, 'production'::text])));
ALTER TABLE delivery ADD CONSTRAINT delivery_pkey PRIMARY KEY (id);
ALTER TABLE delivery ADD CONSTRAINT "delivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES channel(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE delivery ADD CONSTRAINT "delivery_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE delivery ADD CONSTRAINT delivery_status_check CHECK ((status = ANY (ARRAY['waiting'::text, 'delivered'::text, 'given-up'::text, 'dropped'::text])));
ALTER TABLE evidence_artifact ADD CONSTRAINT evidence_artifact_pkey PRIMARY KEY (id);
ALTER TABLE evidence_artifact ADD CONSTRAINT "evidence_artifact_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_artifact ADD CONSTRAINT "evidence_artifact_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_artifact ADD CONSTRAINT evidence_artifact_sha256_fkey FOREIGN KEY (sha256) REFERENCES evidence_blob(sha256) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_artifact ADD CONSTRAINT evidence_artifact_visibility_check CHECK ((visibility = ANY (ARRAY['room'::text, 'restricted'::text])));
ALTER TABLE evidence_blob ADD CONSTRAINT evidence_blob_pkey PRIMARY KEY (sha256);
ALTER TABLE evidence_blob ADD CONSTRAINT "evidence_blob_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES evidence_upload(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_blob ADD CONSTRAINT evidence_blob_size_check CHECK ((size > 0));
ALTER TABLE evidence_chunk ADD CONSTRAINT evidence_chunk_pkey PRIMARY KEY ("uploadId", n);
ALTER TABLE evidence_chunk ADD CONSTRAINT "evidence_chunk_uploadId_fkey" FOREIGN KEY ("uploadId") REFERENCES evidence_upload(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_upload ADD CONSTRAINT evidence_upload_pkey PRIMARY KEY (id);
ALTER TABLE evidence_upload ADD CONSTRAINT "evidence_upload_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE evidence_upload ADD CONSTRAINT "evidence_upload_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE person ADD CONSTRAINT person_pkey PRIMARY KEY (id);
ALTER TABLE rehearsal_link ADD CONSTRAINT rehearsal_link_pkey PRIMARY KEY (id);
ALTER TABLE rehearsal_link ADD CONSTRAINT "rehearsal_link_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE rehearsal_link ADD CONSTRAINT "rehearsal_link_rehearsalVersionId_fkey" FOREIGN KEY ("rehearsalVersionId") REFERENCES runbook_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE rehearsal_link ADD CONSTRAINT "rehearsal_link_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES runbook_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE role_grant ADD CONSTRAINT role_grant_pkey PRIMARY KEY ("runId", role);
ALTER TABLE role_grant ADD CONSTRAINT "role_grant_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE role_grant ADD CONSTRAINT "role_grant_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE run ADD CONSTRAINT run_pkey PRIMARY KEY (id);
ALTER TABLE run ADD CONSTRAINT "run_plannerId_fkey" FOREIGN KEY ("plannerId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE run ADD CONSTRAINT "run_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES runbook_version(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE run_command ADD CONSTRAINT run_command_pkey PRIMARY KEY ("runId", "commandId");
ALTER TABLE run_event ADD CONSTRAINT run_event_pkey PRIMARY KEY ("runId", seq);
ALTER TABLE run_event ADD CONSTRAINT "run_event_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE run_snapshot ADD CONSTRAINT run_snapshot_pkey PRIMARY KEY ("runId");
ALTER TABLE run_timer ADD CONSTRAINT run_timer_pkey PRIMARY KEY ("runId", key);
ALTER TABLE run_timer ADD CONSTRAINT "run_timer_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE runbook ADD CONSTRAINT runbook_pkey PRIMARY KEY (id);
ALTER TABLE runbook ADD CONSTRAINT "runbook_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE runbook_draft ADD CONSTRAINT runbook_draft_pkey PRIMARY KEY ("personId", "runbookId");
ALTER TABLE runbook_draft ADD CONSTRAINT "runbook_draft_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE runbook_draft ADD CONSTRAINT "runbook_draft_runbookId_fkey" FOREIGN KEY ("runbookId") REFERENCES runbook(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE runbook_draft ADD CONSTRAINT "runbook_draft_baseVersion_check" CHECK (("baseVersion" >= 1));
ALTER TABLE runbook_draft ADD CONSTRAINT runbook_draft_markdown_check CHECK ((octet_length(markdown) <= 524288));
ALTER TABLE runbook_draft ADD CONSTRAINT runbook_draft_revision_check CHECK ((revision >= 1));
ALTER TABLE runbook_version ADD CONSTRAINT runbook_version_pkey PRIMARY KEY (id);
ALTER TABLE runbook_version ADD CONSTRAINT "runbook_version_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE runbook_version ADD CONSTRAINT "runbook_version_runbookId_fkey" FOREIGN KEY ("runbookId") REFERENCES runbook(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE session ADD CONSTRAINT "session_personId_fkey" FOREIGN KEY ("personId") REFERENCES person(id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE setting ADD CONSTRAINT setting_pkey PRIMARY KEY (name);
ALTER TABLE share_link ADD CONSTRAINT share_link_pkey PRIMARY KEY (id);
ALTER TABLE share_link ADD CONSTRAINT "share_link_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES person(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE share_link ADD CONSTRAINT "share_link_runId_fkey" FOREIGN KEY ("runId") REFERENCES run(id) ON UPDATE CASCADE ON DELETE RESTRICT;
ALTER TABLE sign_in_throttle ADD CONSTRAINT sign_in_throttle_pkey PRIMARY KEY (key);

CREATE UNIQUE INDEX api_token_hash_key ON public.api_token USING btree (hash);
CREATE INDEX "api_token_personId_idx" ON public.api_token USING btree ("personId");
CREATE INDEX "approval_versionId_idx" ON public.approval USING btree ("versionId");
CREATE UNIQUE INDEX "delivery_channelId_runId_seq_key" ON public.delivery USING btree ("channelId", "runId", seq);
CREATE INDEX "delivery_runId_seq_idx" ON public.delivery USING btree ("runId", seq);
CREATE INDEX delivery_waiting_idx ON public.delivery USING btree ("channelId") WHERE (status = 'waiting'::text);
CREATE INDEX "evidence_artifact_runId_idx" ON public.evidence_artifact USING btree ("runId");
CREATE UNIQUE INDEX "evidence_blob_uploadId_key" ON public.evidence_blob USING btree ("uploadId");
CREATE INDEX "evidence_upload_artifactId_idx" ON public.evidence_upload USING btree ("artifactId");
CREATE UNIQUE INDEX person_email_key ON public.person USING btree (email);
CREATE INDEX "rehearsal_link_rehearsalVersionId_idx" ON public.rehearsal_link USING btree ("rehearsalVersionId");
CREATE UNIQUE INDEX "rehearsal_link_versionId_rehearsalVersionId_personId_key" ON public.rehearsal_link USING btree ("versionId", "rehearsalVersionId", "personId");
CREATE INDEX "role_grant_personId_idx" ON public.role_grant USING btree ("personId");
CREATE INDEX run_status_idx ON public.run USING btree (status);
CREATE INDEX run_event_amended_idx ON public.run_event USING btree ("runId", seq) WHERE (type = 'AmendmentApplied'::text);
CREATE INDEX "run_timer_kind_dueAt_idx" ON public.run_timer USING btree (kind, "dueAt");
CREATE UNIQUE INDEX runbook_slug_key ON public.runbook USING btree (slug);
CREATE INDEX "runbook_draft_runbookId_idx" ON public.runbook_draft USING btree ("runbookId");
CREATE UNIQUE INDEX "runbook_version_runbookId_number_key" ON public.runbook_version USING btree ("runbookId", number);
CREATE UNIQUE INDEX "runbook_version_runbookId_sha256_key" ON public.runbook_version USING btree ("runbookId", sha256);
CREATE INDEX "session_personId_idx" ON public.session USING btree ("personId");
CREATE UNIQUE INDEX share_link_hash_key ON public.share_link USING btree (hash);
CREATE INDEX "share_link_runId_idx" ON public.share_link USING btree ("runId");

CREATE OR REPLACE FUNCTION public.holdpoint_add_delivery_job(in_delivery uuid, in_channel uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM graphile_worker.add_job('deliver', json_build_object('deliveryId', in_delivery),
    queue_name => 'channel:' || in_channel, max_attempts => 10, job_key => in_delivery::text);
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'delivery % has no job yet: %', in_delivery, SQLERRM;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_append(in_run uuid, in_expected integer, in_command uuid, in_actor text, in_body_hash text, in_person uuid, in_session uuid, in_token uuid, in_recorded_at timestamp with time zone, in_types text[], in_bodies text[], in_hashes text[], in_status text, in_outcome text, in_t0 timestamp with time zone, in_window_start timestamp with time zone, in_window_end timestamp with time zone, in_timer_keys text[], in_timer_kinds text[], in_timer_dues timestamp with time zone[], in_timers_gone text[], in_grants jsonb, in_plan jsonb, OUT answer text, OUT head_seq integer, OUT first_seq integer, OUT last_seq integer)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
DECLARE
  head record;
  given record;
  added integer := cardinality(in_types);
BEGIN
  IF in_person IS NOT NULL AND NOT holdpoint_may_send(in_run, in_person, in_session, in_token) THEN
    answer := 'refused';
    RETURN;
  END IF;

  IF in_plan IS NOT NULL THEN
    INSERT INTO run (id, "versionId", kind, title, status, t0, "timeZone", "windowStart", "windowEnd",
                     "plannerId", "headSeq", "headHash", "createdAt", "updatedAt")
    SELECT in_run, v.id, in_plan->>'kind', in_plan->>'title', in_status, in_t0, in_plan->>'timeZone',
           in_window_start, in_window_end, in_person, 0, repeat('0', 64), in_recorded_at, in_recorded_at
    FROM runbook_version v JOIN runbook b ON b.id = v."runbookId"
    WHERE b.slug = in_plan->>'slug' AND v.number = (in_plan->>'version')::integer
      AND v.sha256 = in_plan->>'sha256'
    ON CONFLICT (id) DO NOTHING;
  END IF;

  SELECT "headSeq", "headHash", status INTO head FROM run WHERE id = in_run FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    answer := 'unknown';
    RETURN;
  END IF;
  head_seq := head."headSeq";

  SELECT actor, "bodyHash", "firstSeq", "lastSeq" INTO given
  FROM run_command WHERE "runId" = in_run AND "commandId" = in_command;
  IF FOUND THEN
    first_seq := given."firstSeq";
    last_seq := given."lastSeq";
    answer := CASE WHEN given.actor = in_actor AND given."bodyHash" = in_body_hash THEN 'repeated' ELSE 'reused' END;
    RETURN;
  END IF;

  IF head_seq <> in_expected THEN
    answer := 'moved';
    RETURN;
  END IF;
  IF head.status = 'closed' THEN
    answer := 'closed';
    RETURN;
  END IF;

  first_seq := head_seq + 1;
  last_seq := head_seq + added;
  INSERT INTO run_event ("runId", seq, type, body, "prevHash", hash, "commandId", "recordedAt")
  SELECT in_run, head_seq + e.n, e.type, e.body, COALESCE(in_hashes[e.n - 1], head."headHash"), e.hash,
         in_command, in_recorded_at
  FROM unnest(in_types, in_bodies, in_hashes) WITH ORDINALITY AS e(type, body, hash, n)
  ORDER BY e.n;
  INSERT INTO run_command ("runId", "commandId", actor, "bodyHash", "firstSeq", "lastSeq")
  VALUES (in_run, in_command, in_actor, in_body_hash, first_seq, last_seq);

  IF in_timers_gone IS NOT NULL THEN
    DELETE FROM run_timer WHERE "runId" = in_run AND key = ANY (in_timers_gone);
  END IF;
  IF in_timer_keys IS NOT NULL THEN
    INSERT INTO run_timer ("runId", key, kind, "dueAt")
    SELECT in_run, t.key, t.kind, t.due FROM unnest(in_timer_keys, in_timer_kinds, in_timer_dues) AS t(key, kind, due)
    ON CONFLICT ("runId", key) DO UPDATE SET kind = EXCLUDED.kind, "dueAt" = EXCLUDED."dueAt";
  END IF;
  IF in_grants IS NOT NULL THEN
    DELETE FROM role_grant WHERE "runId" = in_run AND NOT in_grants ? role;
    INSERT INTO role_grant ("runId", role, "personId")
    SELECT in_run, g.key, g.value::uuid FROM jsonb_each_text(in_grants) AS g
    ON CONFLICT ("runId", role) DO UPDATE SET "personId" = EXCLUDED."personId"
      WHERE role_grant."personId" <> EXCLUDED."personId";
  END IF;

  IF added > 0 THEN
    UPDATE run SET status = in_status, outcome = in_outcome, t0 = in_t0, "windowStart" = in_window_start,
                   "windowEnd" = in_window_end, "headSeq" = last_seq, "headHash" = in_hashes[added],
                   "updatedAt" = in_recorded_at
    WHERE id = in_run;
    head_seq := last_seq;
    PERFORM pg_notify('run', in_run || ':' || last_seq);
  END IF;
  answer := 'appended';
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_append_all(in_run uuid, in_calls jsonb)
 RETURNS TABLE(answer text, head_seq integer, first_seq integer, last_seq integer)
 LANGUAGE plpgsql
AS $function$
DECLARE
  c jsonb;
BEGIN
  FOR c IN SELECT e.value FROM jsonb_array_elements(in_calls) WITH ORDINALITY AS e(value, n) ORDER BY e.n LOOP
    RETURN QUERY SELECT a.answer, a.head_seq, a.first_seq, a.last_seq FROM holdpoint_append(
      in_run, (c->>0)::integer, (c->>1)::uuid, c->>2, c->>3,
      (c->>4)::uuid, (c->>5)::uuid, (c->>6)::uuid, (c->>7)::timestamptz,
      holdpoint_text_array(c->8), holdpoint_text_array(c->9), holdpoint_text_array(c->10),
      c->>11, c->>12, (c->>13)::timestamptz, (c->>14)::timestamptz, (c->>15)::timestamptz,
      holdpoint_text_array(c->16), holdpoint_text_array(c->17), holdpoint_text_array(c->18)::timestamptz[],
      holdpoint_text_array(c->19),
      (c->>20)::jsonb, (c->>21)::jsonb) AS a;
  END LOOP;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_count_failure(in_key text, in_seconds integer)
 RETURNS integer
 LANGUAGE sql
AS $function$
  INSERT INTO sign_in_throttle AS t (key, failures, "windowStart") VALUES (in_key, 1, now())
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t."windowStart" < now() - make_interval(secs => in_seconds) THEN 1 ELSE t.failures + 1 END,
    "windowStart" = CASE WHEN t."windowStart" < now() - make_interval(secs => in_seconds) THEN now() ELSE t."windowStart" END
  RETURNING failures
$function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_deliver_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  made record;
  word text := CASE NEW.type WHEN 'AbortReported' THEN 'halt' WHEN 'DecisionClockExpired' THEN 'clock'
                             WHEN 'Decided' THEN 'decision' END;
BEGIN
  FOR made IN
    INSERT INTO delivery (id, "channelId", "runId", seq)
    SELECT gen_random_uuid(), c.id, NEW."runId", NEW.seq
    FROM channel c JOIN run r ON r.id = NEW."runId"
    WHERE c."disabledAt" IS NULL AND c."runKind" = r.kind AND (word IS NULL OR word = ANY (c.escalations))
    RETURNING id, "channelId"
  LOOP
    PERFORM holdpoint_add_delivery_job(made.id, made."channelId");
  END LOOP;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_event_hash(in_prev text, in_body text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT encode(sha256(convert_to(E'holdpoint.event.1\n' || in_prev || E'\n' || in_body, 'UTF8')), 'hex')
$function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_guard_chunk()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
DECLARE
  upload uuid := CASE WHEN TG_OP = 'INSERT' THEN NEW."uploadId" ELSE OLD."uploadId" END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = upload) THEN
    RAISE EXCEPTION '% of evidence_chunk is refused: sealed bytes never change', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_guard_event()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF (SELECT status FROM run WHERE id = NEW."runId") = 'closed' THEN
    RAISE EXCEPTION 'run % is closed: no event is ever added to it', NEW."runId"
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.hash <> holdpoint_event_hash(NEW."prevHash", NEW.body) THEN
    RAISE EXCEPTION 'event % of run % does not match its hash', NEW.seq, NEW."runId"
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_guard_run()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF OLD.status = 'closed' THEN
    RAISE EXCEPTION 'run % is closed: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."headSeq" < OLD."headSeq" OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'the head of run % never goes back', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_guard_upload()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF EXISTS (SELECT 1 FROM evidence_blob b WHERE b."uploadId" = OLD.id) THEN
    RAISE EXCEPTION '% of evidence_upload is refused: its bytes are sealed', TG_OP
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_may_send(in_run uuid, in_person uuid, in_session uuid, in_token uuid)
 RETURNS boolean
 LANGUAGE sql
 STABLE
AS $function$
  SELECT EXISTS (SELECT 1 FROM person WHERE id = in_person AND "disabledAt" IS NULL)
    AND (in_session IS NULL OR EXISTS (
      SELECT 1 FROM session
      WHERE id = in_session AND "personId" = in_person AND "revokedAt" IS NULL AND "expiresAt" > now()))
    AND (in_token IS NULL OR EXISTS (
      SELECT 1 FROM api_token
      WHERE id = in_token AND "personId" = in_person AND "revokedAt" IS NULL AND "expiresAt" > now()
        AND ("runId" IS NULL OR "runId" = in_run)))
$function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_notify_access()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM pg_notify('access', TG_ARGV[0] || ':' || OLD.id);
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_notify_grant()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM pg_notify('access', 'grant:' || OLD."runId" || ':' || OLD."personId");
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM pg_notify('access', 'grant:' || NEW."runId" || ':' || NEW."personId");
  END IF;
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_notify_version()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  PERFORM pg_notify('runbook', (SELECT slug FROM runbook WHERE id = NEW."runbookId") || ':' || NEW.number);
  RETURN NULL;
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_seal_evidence()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
END $function$
;

CREATE OR REPLACE FUNCTION public.holdpoint_text_array(in_value jsonb)
 RETURNS text[]
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$
  SELECT CASE WHEN jsonb_typeof(in_value) = 'array'
    THEN ARRAY(SELECT e.value FROM jsonb_array_elements_text(in_value) WITH ORDINALITY AS e(value, n) ORDER BY e.n) END
$function$
;

CREATE TRIGGER api_token_access_changed AFTER DELETE OR UPDATE OF "revokedAt", "expiresAt", "runId" ON public.api_token FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('token');
CREATE TRIGGER approval_never_changes BEFORE DELETE OR UPDATE ON public.approval FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER approval_never_empties BEFORE TRUNCATE ON public.approval FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_artifact_never_changes BEFORE DELETE OR UPDATE ON public.evidence_artifact FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_artifact_never_empties BEFORE TRUNCATE ON public.evidence_artifact FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_blob_never_changes BEFORE DELETE OR UPDATE ON public.evidence_blob FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_blob_never_empties BEFORE TRUNCATE ON public.evidence_blob FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_chunk_guard BEFORE INSERT OR DELETE OR UPDATE ON public.evidence_chunk FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_chunk();
CREATE TRIGGER evidence_chunk_never_empties BEFORE TRUNCATE ON public.evidence_chunk FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER evidence_upload_guard BEFORE DELETE OR UPDATE ON public.evidence_upload FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_upload();
CREATE TRIGGER evidence_upload_never_empties BEFORE TRUNCATE ON public.evidence_upload FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER person_access_changed AFTER DELETE OR UPDATE OF "disabledAt", "isAdmin", name, email ON public.person FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('person');
CREATE TRIGGER rehearsal_link_never_changes BEFORE DELETE OR UPDATE ON public.rehearsal_link FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER rehearsal_link_never_empties BEFORE TRUNCATE ON public.rehearsal_link FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER role_grant_access_changed AFTER INSERT OR DELETE OR UPDATE ON public.role_grant FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_grant();
CREATE TRIGGER run_guard BEFORE UPDATE ON public.run FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_run();
CREATE TRIGGER run_never_empties BEFORE TRUNCATE ON public.run FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_never_goes BEFORE DELETE ON public.run FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_command_never_changes BEFORE DELETE OR UPDATE ON public.run_command FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_command_never_empties BEFORE TRUNCATE ON public.run_command FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_event_delivers AFTER INSERT ON public.run_event FOR EACH ROW WHEN ((new.type = ANY (ARRAY['BroadcastSent'::text, 'AbortReported'::text, 'DecisionClockExpired'::text, 'Decided'::text]))) EXECUTE FUNCTION holdpoint_deliver_event();
CREATE TRIGGER run_event_guard BEFORE INSERT ON public.run_event FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_event();
CREATE TRIGGER run_event_never_changes BEFORE DELETE OR UPDATE ON public.run_event FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_event_never_empties BEFORE TRUNCATE ON public.run_event FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_event_seals_evidence AFTER INSERT ON public.run_event FOR EACH ROW WHEN ((new.type = 'EvidenceAttached'::text)) EXECUTE FUNCTION holdpoint_seal_evidence();
CREATE TRIGGER runbook_version_never_changes BEFORE DELETE OR UPDATE ON public.runbook_version FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER runbook_version_never_empties BEFORE TRUNCATE ON public.runbook_version FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER runbook_version_published AFTER INSERT ON public.runbook_version FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_version();
CREATE TRIGGER session_access_changed AFTER DELETE OR UPDATE OF "revokedAt", "expiresAt" ON public.session FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('session');
CREATE TRIGGER share_link_access_changed AFTER DELETE OR UPDATE OF "revokedAt", "expiresAt", "showNames" ON public.share_link FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('link');
