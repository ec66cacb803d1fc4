-- Who may still do what: every change is told to the nodes at once, and failed sign-ins are counted.

-- Tells `access` which row changed: 'person:<id>', 'session:<id>', 'token:<id>', 'link:<id>' or
-- 'grant:<run id>:<person id>'. The first argument is the kind.
CREATE FUNCTION holdpoint_notify_access() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM pg_notify('access', TG_ARGV[0] || ':' || OLD.id);
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION holdpoint_notify_grant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM pg_notify('access', 'grant:' || OLD."runId" || ':' || OLD."personId");
  END IF;
  IF TG_OP <> 'DELETE' THEN
    PERFORM pg_notify('access', 'grant:' || NEW."runId" || ':' || NEW."personId");
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER person_access_changed AFTER UPDATE OF "disabledAt", "isAdmin", name, email OR DELETE ON person
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('person');
CREATE TRIGGER session_access_changed AFTER UPDATE OF "revokedAt", "expiresAt" OR DELETE ON session
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('session');
CREATE TRIGGER api_token_access_changed AFTER UPDATE OF "revokedAt", "expiresAt", "runId" OR DELETE ON api_token
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('token');
CREATE TRIGGER share_link_access_changed AFTER UPDATE OF "revokedAt", "expiresAt", "showNames" OR DELETE ON share_link
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_access('link');
CREATE TRIGGER role_grant_access_changed AFTER INSERT OR UPDATE OR DELETE ON role_grant
  FOR EACH ROW EXECUTE FUNCTION holdpoint_notify_grant();

-- Counts one failure under a key and returns how many there were in the window that is open; a window that is
-- older than in_seconds begins anew.
CREATE FUNCTION holdpoint_count_failure(in_key text, in_seconds integer) RETURNS integer LANGUAGE sql AS $$
  INSERT INTO sign_in_throttle AS t (key, failures, "windowStart") VALUES (in_key, 1, now())
  ON CONFLICT (key) DO UPDATE SET
    failures = CASE WHEN t."windowStart" < now() - make_interval(secs => in_seconds) THEN 1 ELSE t.failures + 1 END,
    "windowStart" = CASE WHEN t."windowStart" < now() - make_interval(secs => in_seconds) THEN now() ELSE t."windowStart" END
  RETURNING failures
$$;
