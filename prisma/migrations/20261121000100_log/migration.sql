-- The log of a run: what guards it, and the one way into it.

-- Refuses whatever it is attached to.
CREATE FUNCTION holdpoint_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% of % is refused: its rows never change', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER run_event_never_changes BEFORE UPDATE OR DELETE ON run_event
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_event_never_empties BEFORE TRUNCATE ON run_event
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_command_never_changes BEFORE UPDATE OR DELETE ON run_command
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_command_never_empties BEFORE TRUNCATE ON run_command
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER runbook_version_never_changes BEFORE UPDATE OR DELETE ON runbook_version
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER runbook_version_never_empties BEFORE TRUNCATE ON runbook_version
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER approval_never_changes BEFORE UPDATE OR DELETE ON approval
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER approval_never_empties BEFORE TRUNCATE ON approval
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_never_goes BEFORE DELETE ON run
  FOR EACH ROW EXECUTE FUNCTION holdpoint_refuse_change();
CREATE TRIGGER run_never_empties BEFORE TRUNCATE ON run
  FOR EACH STATEMENT EXECUTE FUNCTION holdpoint_refuse_change();

-- Hash of an event. lib/server/run/hash-chain.ts computes the same.
CREATE FUNCTION holdpoint_event_hash(in_prev text, in_body text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT encode(sha256(convert_to(E'holdpoint.event.1\n' || in_prev || E'\n' || in_body, 'UTF8')), 'hex')
$$;

-- A sealed run takes no event, and an event whose hash is not its own never gets in.
CREATE FUNCTION holdpoint_guard_event() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

CREATE TRIGGER run_event_guard BEFORE INSERT ON run_event
  FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_event();

-- The row of a closed run is as sealed as its log, and a head never goes back.
CREATE FUNCTION holdpoint_guard_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status = 'closed' THEN
    RAISE EXCEPTION 'run % is closed: it never changes', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW."headSeq" < OLD."headSeq" OR NEW.id <> OLD.id THEN
    RAISE EXCEPTION 'the head of run % never goes back', OLD.id USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER run_guard BEFORE UPDATE ON run FOR EACH ROW EXECUTE FUNCTION holdpoint_guard_run();

-- Whether the sender of a command may still send: neither disabled, nor signed out, nor revoked or run out.
CREATE FUNCTION holdpoint_may_send(in_run uuid, in_person uuid, in_session uuid, in_token uuid) RETURNS boolean
LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM person WHERE id = in_person AND "disabledAt" IS NULL)
    AND (in_session IS NULL OR EXISTS (
      SELECT 1 FROM session
      WHERE id = in_session AND "personId" = in_person AND "revokedAt" IS NULL AND "expiresAt" > now()))
    AND (in_token IS NULL OR EXISTS (
      SELECT 1 FROM api_token
      WHERE id = in_token AND "personId" = in_person AND "revokedAt" IS NULL AND "expiresAt" > now()
        AND ("runId" IS NULL OR "runId" = in_run)))
$$;

-- The only way into a log. One call, one commit. `answer` is
--   appended   the events stand at first_seq..last_seq
--   repeated   this command was answered before, with first_seq..last_seq
--   reused     this command id was answered before, to someone else or for another body
--   moved      the head is not where the sender thought: head_seq says where
--   refused    the sender may no longer send
--   closed     the run is sealed
--   unknown    there is no such run, or no such runbook version to plan
-- in_plan is given with the first event only, and makes the run's row. in_grants is {role: person id}, null where
-- nothing changed. Timers: rows to set, and keys to drop.
CREATE FUNCTION holdpoint_append(
  in_run uuid, in_expected integer, in_command uuid, in_actor text, in_body_hash text,
  in_person uuid, in_session uuid, in_token uuid, in_recorded_at timestamptz,
  in_types text[], in_bodies text[], in_hashes text[],
  in_status text, in_outcome text, in_t0 timestamptz, in_window_start timestamptz, in_window_end timestamptz,
  in_timer_keys text[], in_timer_kinds text[], in_timer_dues timestamptz[], in_timers_gone text[],
  in_grants jsonb, in_plan jsonb,
  OUT answer text, OUT head_seq integer, OUT first_seq integer, OUT last_seq integer
) LANGUAGE plpgsql AS $$
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
END $$;
