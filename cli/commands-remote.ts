import type { Command } from "commander";
import { ATTACH, EXEC, IMPORT, LOG, LOGIN, PACK, PLAN, STEP, SYNC, WATCH } from "./help";
import { aboutRun, type Call, collect, remote } from "./program";

function addSignIn(holdpoint: Command, { context, done }: Call): void {
  const load = () => import("./login");
  remote(holdpoint, "login", "sign in at a server, and keep a token on this machine", LOGIN)
    .argument("[url]", "the server's address")
    .option("--email <address>", "who signs in")
    .action(async (url, options) => done(await (await load()).login(url, options, context)));
  remote(holdpoint, "logout", "revoke this machine's token, and forget it").action(async (options) =>
    done(await (await load()).logout(options, context)),
  );
  remote(holdpoint, "whoami", "say who is signed in, and where").action(async (options) =>
    done(await (await load()).whoami(options, context)),
  );
  remote(holdpoint, "runs", "list the runs").action(async (options) =>
    done(await (await load()).runs(options, context)),
  );
  remote(holdpoint, "use", "make a run the one that commands are for, where none is named")
    .argument("<run>", "its id, the beginning of it, or words of its title")
    .action(async (run, options) => done(await (await load()).use(run, options, context)));
}

function addPreparation(holdpoint: Command, { context, done }: Call): void {
  remote(holdpoint, "import", "publish runbooks", IMPORT)
    .argument("<files...>", "Markdown files")
    .option("--slug <slug>", "the runbook that the file is the next version of")
    .action(async (files, options) =>
      done(await (await import("./import")).importFiles(files, options, context)),
    );
  remote(holdpoint, "plan", "plan a run of a runbook, with people in roles", PLAN)
    .option("--file <json>", "a plan in JSON; - for what is piped in")
    .option("--runbook <slug[@version]>", "the runbook; its newest version unless one is named")
    .option("--kind <kind>", "rehearsal or production")
    .option("--title <title>", "what the run is called")
    .option("--t0 <instant>", "T-0, with its zone")
    .option("--time-zone <zone>", "IANA name, like Europe/Vienna; this machine's unless given")
    .option("--window <start/end>", "the maintenance window, two instants")
    .option("--var <name=value>", "a variable of the text; may be repeated", collect, [])
    .option("--role <role=email>", "who holds a role, by its key or name; may be repeated", collect, [])
    .option("--deputy <email>", "who may assume command")
    .option("--continues <run-id>", "the closed run that this one resumes")
    .action(async (options) => done(await (await import("./plan")).plan(options, context)));
}

function addLooking(holdpoint: Command, { context, done }: Call): void {
  aboutRun(
    holdpoint,
    "status",
    "the room at a glance: state, clocks, your next step, what stands against GO",
  ).action(async (options) => done(await (await import("./status")).status(options, context)));
  aboutRun(holdpoint, "steps", "all steps with their numbers and ids").action(async (options) =>
    done(await (await import("./steps")).steps(options, context)),
  );
  aboutRun(holdpoint, "watch", "the run's events as they happen", WATCH)
    .option("--last <number>", "earlier events to begin with", "10")
    .action(async (options) => done(await (await import("./watch")).watch(options, context)));
  aboutRun(holdpoint, "pack", "the run's evidence pack, into a file, verified", PACK)
    .option("--out <file>", "where to; by default holdpoint-pack-<run>-<time>.zip in the working directory")
    .option("--no-verify", "do not verify what came")
    .option("--key <pem-or-fingerprint>", "the installation's public key, as you know it")
    .option("--head <hash>", "a head hash that went out of the house; may be repeated", collect, [])
    .action(async (options) => done(await (await import("./pack")).pack(options, context)));
}

function addRecording(holdpoint: Command, { context, done }: Call): void {
  aboutRun(holdpoint, "log", "write an entry into the timeline", LOG)
    .argument("<text...>", "what happened")
    .option("--at <time>", "when it happened")
    .option("--kind <kind>", "note, decision, action or reference")
    .action(async (text, options) => done(await (await import("./log")).log(text, options, context)));
  aboutRun(holdpoint, "step", "start a step, or give its result", STEP)
    .argument("<action>", "start, pass, warn, fail, retry or na")
    .argument("<step>", "the step: id, number, or what fits it alone")
    .option("--field <name=value>", "a blank of the step; may be repeated", collect, [])
    .option("--reason <text>", "why: for warn, fail, retry and na")
    .option("--note <text>", "what is worth knowing: for start and pass")
    .option("--exception <text>", "the granted exception that PASS uses")
    .action(async (verb, name, options) =>
      done(await (await import("./step")).step(verb, name, options, context)),
    );
  aboutRun(holdpoint, "attach", "attach files as evidence", ATTACH)
    .argument("[files...]", "files; - for what is piped in")
    .option("--step <step>", "the step that they prove")
    .option("--name <name>", "the artifact's name, where not the file's")
    .option("--restricted", "only the decider, approvers and you may open it")
    .option("--redact", "take credentials out first")
    .option("--reference <location>", "a dump or snapshot by where it lies, in place of bytes")
    .option("--sha256 <hash>", "the reference's SHA-256")
    .action(async (files, options) => done(await (await import("./attach")).attach(files, options, context)));
  aboutRun(holdpoint, "exec", "run a step's command, and record its output and result", EXEC)
    .argument("[command...]", "behind --")
    .requiredOption("--step <step>", "the step: id, number, or what fits it alone")
    .option("--shell <text>", "a shell command; any failure in a pipeline counts")
    .option("--from-runbook", "the step's own command")
    .option("--field <name=value>", "a blank of the step; may be repeated", collect, [])
    .option("--confirm-expected", "say that what is expected was seen")
    .option("--literal <text>", "what looks like a placeholder and is none; may be repeated", collect, [])
    .option("--retry <reason>", "retry a failed step, for this reason")
    .option("--name <name>", "the artifact's name for the output")
    .option("--restricted", "only the decider, approvers and you may open the evidence")
    .passThroughOptions()
    .action(async (command, options) =>
      done(await (await import("./exec/exec")).exec(command, options, context)),
    );
  remote(holdpoint, "sync", "send what was kept while the server was away", SYNC)
    .option("--list", "only list it")
    .option("--retry-refused", "try again what the server refused")
    .option("--forget-refused", "throw away what the server refused")
    .action(async (options) => done(await (await import("./sync")).sync(options, context)));
}

/** Commands that talk to a server. */
export function addRemoteCommands(holdpoint: Command, call: Call): void {
  addSignIn(holdpoint, call);
  addPreparation(holdpoint, call);
  addLooking(holdpoint, call);
  addRecording(holdpoint, call);
}
