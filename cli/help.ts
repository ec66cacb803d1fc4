/** What `--help` teaches beside the options; kept apart, so that the commands read. */
export const EXIT_CODES = `
Exit codes:
  0  done; for verify: the pack is intact; for diff: the same in meaning
  1  refused, or failed: by a rule (named, with what is missing), lint found errors, diff found differences, the pack
     is not intact and the first thing that is not was named
  2  the command line cannot be understood, or a file cannot be used
  3  the server is away, and nothing was recorded
  4  the server is away: what was recorded is kept on this machine, and sent later, once
  5  not signed in, or the token is not accepted any more
exec answers with its command's own code (128 and the signal's number where it was killed), and with
  125  where it did not run the command: refused, not signed in, a placeholder not filled in
  126  the command cannot be executed     127  there is no such command
watch ends with 0 when the run closes, and with 130 on Ctrl-C.
`;

export const OVERVIEW = `
The first minutes:
  holdpoint login https://holdpoint.example.org     sign in; in CI set HOLDPOINT_URL and HOLDPOINT_TOKEN instead
  holdpoint runs                                    what there is
  holdpoint use 5d202cf6                            commands are for this run from now on (or --run, or HOLDPOINT_RUN)
  holdpoint status                                  the room at a glance, and your next step
  holdpoint exec --step 7 --from-runbook            run your step's command; its output and its result are recorded
  holdpoint log "traffic is back to normal"         one line for the timeline

Without a server: lint, diff, verify. Everywhere: --json for scripts, --help for the rest.
While the server is away, log, step, attach and exec keep what they record below the state folder
(XDG_STATE_HOME, else ~/.local/state/holdpoint), and the next command that reaches the server sends it, in order, once.
`;

export const LOGIN = `
Asks for the e-mail address and the password, which is not shown and kept nowhere. Without a terminal they are read
from what is piped in: the address on the first line (unless --email or HOLDPOINT_EMAIL gives it), then the password.
The token is kept below the configuration folder (XDG_CONFIG_HOME, else ~/.config/holdpoint), mode 0600, never printed.
HOLDPOINT_URL and HOLDPOINT_TOKEN win over what is kept.

  holdpoint login holdpoint.example.org --email ada@example.org
  printf '%s\\n' "$PASSWORD" | holdpoint login holdpoint.example.org --email ci@example.org
`;

export const LINT = `
Reads runbooks as the server does, and says what was found and what could not be placed, each with its line. Needs no
server. A FILE may be - for what is piped in. Whatever a file holds, it ends: 512 KB are read at most, and the text is
read in a thread that is ended after 3 seconds (diagnostic too-slow).

With --json: one FILE prints its definition, one JSON object with stable names (title, sha256, roles, phases with their
steps, decisionPoints, rollback, exitCodes, …, diagnostics). Several print {"files": [{file, counts, definition}, …]}.
A file that cannot be read is {file, error: {code, message}} in its place.
Errors exit with 1, warnings with 0 unless --strict is given, a file that cannot be read with 2.

  holdpoint lint runbooks/*.md
  holdpoint lint --json cutover.md | jq '.diagnostics[] | select(.severity == "error")'
`;

export const DIFF = `
What differs in meaning from A to B: steps added, removed, moved, reworded; commands, gates, artifacts, checks, roles.
With --transcript, A is a runbook and B its operator checklist: whether they are transcript-identical in commands,
artifacts and gates, or precisely where they are not, with the lines of both; what else differs is told besides.
Needs no server. Exits with 0 where nothing differs, with 1 where something does, with 2 where a text cannot be read.

  holdpoint diff cutover.md cutover-new.md
  holdpoint diff --transcript cutover.md operator-checklist.md
`;

export const IMPORT = `
Publishes each FILE as a runbook, or with --slug one FILE as the next version of that runbook. A text with errors is
refused; \`holdpoint lint\` names them first.

  holdpoint import cutover.md
  holdpoint import cutover.md --slug orders-cutover
`;

export const PLAN = `
Plans a run, from options, from a JSON file as POST /api/runs takes it, or from both; options win.

  holdpoint plan --runbook orders-cutover@3 --kind rehearsal --title "Dress rehearsal" \\
    --t0 2026-12-01T02:00:00+01:00 --time-zone Europe/Vienna \\
    --window 2026-12-01T01:30:00+01:00/2026-12-01T04:30:00+01:00 \\
    --role "Incident Commander=ada@example.org" --role deployer=ben@example.org --var DB_HOST=orders-db-2
`;

export const STEP = `
STEP is a step's id, its number in \`holdpoint steps\` (7, or 3.2 for the second of the third phase), or what fits the
beginning of its id or its title alone. A refusal names its rule and what is missing, as in the browser.

  holdpoint step start 7
  holdpoint step pass 7 --field "Snapshot ID=snap-0815" --note "took a minute longer"
  holdpoint step fail 7 --reason "lag above 30 s"
  holdpoint step na 9 --reason "caches are warm"
`;

export const LOG = `
One entry of the timeline. --at says when it happened: 02:14 in the run's zone (the last time its clocks showed it), an
instant like 2026-11-22T02:14:00Z, or "5m ago".

  holdpoint log traffic is back to normal
  holdpoint log "provider confirms the switch" --at 02:14 --kind action
`;

export const ATTACH = `
Streams files as evidence, hashed here and by the server. - reads what is piped in, and needs --name. A dump or
snapshot is given by --reference: where it lies; its SHA-256 is computed where that is a file of this machine.
--redact takes credentials out first, as exec does.

  holdpoint attach smoke.log --step 12
  kubectl get pods | holdpoint attach - --name pods.txt --step 12
  holdpoint attach --reference /backups/orders.dump --name orders.dump --step 4
`;

export const EXEC = `
Runs COMMAND as if you had typed it: its output is shown at once, it reads your input, it gets your signals, and its exit
code is this one's. Before it runs, the step is started; where the rules refuse that, nothing is run. Afterwards:

  evidence   the output, with credentials taken out before it leaves this machine (passwords in addresses, tokens,
             authorization headers, private keys, values of secret-named variables, secrets in the command itself),
             under the name of the step's artifact; and the step's files that the command wrote
  result     0 is PASS. Where something is expected of the step, each is evaluated from the output where it says so
             plainly, or asked at the terminal (--confirm-expected says yes to all): until then the step stays running.
             Any other code, and any signal, is FAIL; WARN only where the runbook's script table says so for that code.

A command with <PLACEHOLDERS>, {{NAMES}} or ____ left in it is refused. One that is not the step's in the runbook gets a
warning. In --shell any failure in a pipeline counts; --from-runbook runs the step's own commands with the run's
variables put in, one after another, up to the first that fails.
While the server is away the command runs all the same, and you are told that nobody has checked the gates.

  holdpoint exec --step 7 -- ./scripts/snapshot.sh --host orders-db-1
  holdpoint exec --step 7 --shell "pg_dump orders | gzip > orders.gz"
  holdpoint exec --step 7 --from-runbook
`;

export const SYNC = `
Sends what log, step, attach and exec have kept while the server was away, in the order in which it was recorded, each
once. What the server refuses is set aside with its reason: --retry-refused tries it again, --forget-refused throws it
away.
`;

export const PACK = `
Streams the run's evidence pack into a file, which must not exist yet, and verifies it there. A pack that breaks off, or
is not intact, leaves no file. --key and --head are verify's.

  holdpoint pack --out orders.zip --key installation.pem
`;

export const WATCH = `
Shows the run's events as they happen, one line each, with --json one JSON object a line as the API has them. It lives
through restarts of the server and lines that drop, and misses nothing. Ends when the run closes, or with Ctrl-C.
`;

export const VERIFY = `
Checks the zip, the bag (RFC 8493) and every hash in it, the chain of events from the first on, the state that the
rules fold from it, every artifact and runbook version that an event names, the heads that decisions and broadcasts
were taken on, and the signature. It needs no server, no database and no network.

A pack proves that nothing in it was changed since it was signed. That it is the whole truth, and signed by the right
installation, shows only against what went out before:
  --key   the public key of the installation (Settings in the browser, GET /api/signing-key), PEM file or fingerprint
  --head  a head hash that a decision, a broadcast or an earlier pack carried; may be given several times

  holdpoint verify pack.zip --key installation.pem --head 5d202cf6…53bd
`;

export const BACKUP = `
Copies every table in one read-only transaction, so the server may run meanwhile. The database is the one of
DATABASE_URL, else the embedded one below DATA_DIR; as for the server, AUTH_SECRET is needed with DATABASE_URL.
The file has mode 0600 and is as secret as the database: the key that signs evidence packs comes along in the open.
AUTH_SECRET does not come along.

  holdpoint backup --out /safe/place/holdpoint.zip
`;

export const RESTORE = `
Fills an empty database (DATABASE_URL, else an embedded one below DATA_DIR) in one transaction, then follows every
run's chain and hashes every artifact before anything is kept. A broken backup leaves nothing. Stop the server first:
one that has started on the database has put its first people into it.

  DATA_DIR=/srv/holdpoint holdpoint restore holdpoint.zip
`;
