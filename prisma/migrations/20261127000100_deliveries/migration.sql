-- Word that leaves the house: channels, what is to be delivered to them, and the jobs that deliver it.

CREATE TABLE channel (
  id uuid NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  "runKind" text NOT NULL,
  escalations text[] NOT NULL DEFAULT '{}',
  target text NOT NULL,
  recipients text[] NOT NULL DEFAULT '{}',
  sealed jsonb,
  "disabledAt" timestamptz(3),
  "disabledReason" text,
  "lastDeliveredAt" timestamptz(3),
  "lastError" text,
  "lastErrorAt" timestamptz(3),
  "createdBy" uuid NOT NULL,
  "createdAt" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT channel_pkey PRIMARY KEY (id),
  CONSTRAINT channel_kind_check CHECK (kind IN ('email', 'slack', 'teams', 'webhook')),
  CONSTRAINT "channel_runKind_check" CHECK ("runKind" IN ('rehearsal', 'production')),
  CONSTRAINT "channel_createdBy_fkey" FOREIGN KEY ("createdBy") REFERENCES person (id) ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE delivery (
  id uuid NOT NULL,
  "channelId" uuid NOT NULL,
  "runId" uuid NOT NULL,
  seq integer NOT NULL,
  status text NOT NULL DEFAULT 'waiting',
  attempts integer NOT NULL DEFAULT 0,
  "lastError" text,
  "createdAt" timestamptz(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "settledAt" timestamptz(3),
  CONSTRAINT delivery_pkey PRIMARY KEY (id),
  CONSTRAINT delivery_status_check CHECK (status IN ('waiting', 'delivered', 'given-up', 'dropped')),
  CONSTRAINT "delivery_channelId_fkey" FOREIGN KEY ("channelId") REFERENCES channel (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT "delivery_runId_fkey" FOREIGN KEY ("runId") REFERENCES run (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "delivery_channelId_runId_seq_key" ON delivery ("channelId", "runId", seq);
CREATE INDEX "delivery_runId_seq_idx" ON delivery ("runId", seq);
CREATE INDEX delivery_waiting_idx ON delivery ("channelId") WHERE status = 'waiting';

-- The job of a delivery. Ten attempts spread over three and a half hours by graphile-worker's back-off; jobs of a
-- channel run one after the other, so that a dead channel holds one worker at most. Its schema is made after the
-- migrations, and what is missing in it must not stop a run: a delivery without its job gets one from the next sweep.
CREATE FUNCTION holdpoint_add_delivery_job(in_delivery uuid, in_channel uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM graphile_worker.add_job('deliver', json_build_object('deliveryId', in_delivery),
    queue_name => 'channel:' || in_channel, max_attempts => 10, job_key => in_delivery::text);
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'delivery % has no job yet: %', in_delivery, SQLERRM;
END $$;

-- In the commit of the event: to each channel that takes runs of this kind, broadcasts always, and what escalates
-- where the channel asks for it.
CREATE FUNCTION holdpoint_deliver_event() RETURNS trigger LANGUAGE plpgsql AS $$
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
END $$;

-- One trigger for all of them: each one's condition is prepared anew with every append.
CREATE TRIGGER run_event_delivers AFTER INSERT ON run_event FOR EACH ROW
  WHEN (NEW.type IN ('BroadcastSent', 'AbortReported', 'DecisionClockExpired', 'Decided'))
  EXECUTE FUNCTION holdpoint_deliver_event();
