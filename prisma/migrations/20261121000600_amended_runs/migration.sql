-- Lists of runs name the version that each executes: of all its events, these few say which.
CREATE INDEX run_event_amended_idx ON run_event ("runId", seq) WHERE type = 'AmendmentApplied';
