import { eventBody, eventHash, GENESIS_HASH } from "../../pack/event-chain";
import type { LogLine } from "../../pack/log-line";
import type { ServerFacts } from "../../run/commands";
import { compareDefinitions } from "../../run/compare-definitions";
import {
  acceptWarn,
  askWaiver,
  attach,
  choose,
  classify,
  cord,
  decision,
  deny,
  fail,
  field,
  go,
  grant,
  noGo,
  observe,
  pass,
  retry,
  signOff,
  start,
  substep,
  verify,
  voidIt,
  warn,
} from "../../run/drafts.test-support";
import { LAST_NIGHT, nextVersion, richDefinition } from "../../run/rich-definition.test-support";
import type { Draft, TestRun } from "../../run/test-run.test-support";
import { clearanceOf, givenRun, type RunOptions } from "../../run/testing";

/** A run of the rich sample whose log is chained as the product chains it; every command of it must be taken. */
class SampleRun {
  readonly lines: LogLine[] = [];
  readonly run: TestRun;

  constructor(options: RunOptions = {}) {
    this.run = givenRun({ definition: richDefinition(), variables: { DB_NAME: "orders" }, ...options });
    this.chain();
  }

  private chain(): void {
    for (const event of this.run.log.slice(this.lines.length)) {
      const prevHash = this.lines.at(-1)?.hash ?? GENESIS_HASH;
      const body = eventBody(event);
      this.lines.push({ body, prevHash, hash: eventHash(prevHash, body) });
    }
  }

  /** Sends a command with what the server would have looked up for it. */
  with(facts: ServerFacts, who: string, draft: Draft): this {
    const headHash = this.lines.at(-1)?.hash ?? GENESIS_HASH;
    const { decision: answer } = this.run.wait(1).when(who, draft, { headHash, facts });
    if (!answer.ok) throw new Error(`${who} ${draft.type}: ${JSON.stringify(answer.rejection)}`);
    this.chain();
    return this;
  }

  by(who: string, ...drafts: (Draft | ((run: TestRun) => Draft))[]): this {
    for (const draft of drafts) this.with({}, who, typeof draft === "function" ? draft(this.run) : draft);
    return this;
  }

  begin(): this {
    const facts = this.run.state.kind === "production" ? { clearance: clearanceOf(this.run) } : {};
    return this.with(facts, "ic", { type: "StartRun", payload: {} });
  }

  upload(who: string, name: string, stepId?: string): this {
    const upload = { artifactId: `artifact-${this.lines.length}` };
    return this.by(who, attach(name, stepId, { location: "", size: 12, upload }));
  }

  /** Up to the start point's GO. */
  opened(): this {
    this.by("deployer", pass("pin"), pass("access"), pass("window-ok")).upload("deployer", "freeze.log");
    return this.by("ic", go("start"));
  }

  backedUp(): this {
    this.by("dba", start("snapshot"), field("snapshot", "Snapshot ID", "snap-1"), pass("snapshot"));
    this.upload("dba", "restore.log").by("dba", pass("readable"), pass("fresh"));
    return this.by("deployer", verify("fresh"));
  }

  deployed(): this {
    this.by("deployer", pass("maintenance")).by("dba", pass("migrate")).by("deployer", pass("warm-up"));
    return this.by("ic", choose("by-script")).by("dba", pass("by-script"));
  }

  verified(): this {
    this.by("deployer", substep("money-loop", "deposit"), substep("money-loop", "withdraw"));
    this.by("deployer", pass("money-loop")).by("dba", pass("ledger"));
    return this.by("deployer", pass("second-look")).by("dba", verify("second-look"));
  }

  closed(record = "PASS"): this {
    const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: record } } };
    return this.by("ic", sign, { type: "CloseRun", payload: {} });
  }
}

const poll = (decisionPointId: string): Draft => ({ type: "OpenPoll", payload: { decisionPointId } });
const vote =
  (answer: "go" | "no-go", reason?: string) =>
  ({ state }: TestRun): Draft => ({
    type: "CastVote",
    payload: { pollId: state.poll?.id ?? "none", answer, reason },
  });
const entry = (text: string): Draft => ({ type: "LogEntry", payload: { text } });
const freeze = (on: boolean): Draft => ({ type: "SetWriteFreeze", payload: { on, reason: "cutover" } });
const confirm: Draft = { type: "ConfirmCriterion", payload: { criterionId: "stable" } };
const declare: Draft = { type: "DeclareComplete", payload: {} };
const finish = (remaining?: string): Draft => ({ type: "FinishRollback", payload: { remaining } });
const offer = (personId: string): Draft => ({ type: "OfferCommand", payload: { personId, name: personId } });
const extend = (end: string): Draft => ({ type: "ExtendWindow", payload: { end, reason: "a slow copy" } });
const withdraw = ({ state }: TestRun): Draft => ({
  type: "WithdrawAbort",
  payload: { abortId: state.aborts.at(-1)?.id ?? "none", reason: "false alarm" },
});
const waiverId = ({ state }: TestRun) => state.waivers.at(-1)?.id ?? "none";
const assume: Draft = { type: "AssumeCommand", payload: { reason: "no answer" } };

/** Everything that a run to hypercare and its end can hold, in production. */
function complete(): SampleRun {
  const sample = new SampleRun({ kind: "production" }).begin().by("ic", freeze(true));
  sample.by("scribe", entry("freez is on")).by("scribe", ({ state }) => ({
    type: "CorrectEntry",
    payload: { entrySeq: state.seq, text: "freeze is on" },
  }));
  sample.by("deployer", pass("pin"), pass("access"), pass("window-ok")).upload("deployer", "freeze.log");
  sample.by("ic", poll("start")).by("deployer", vote("go")).by("dba", vote("no-go", "too early"));
  sample.by("dba", vote("go")).by("ic", go("start"));
  sample.by("ic", { type: "SendBroadcast", payload: { templateId: "started", text: "Cutover started." } });
  sample.by("dba", pass("snapshot", { "Snapshot ID": "snap-1" })).upload("dba", "restore.log");
  sample.by("dba", fail("readable", "a short read"), retry("readable", "again")).upload("dba", "restore.log");
  sample.by("dba", pass("readable"), pass("fresh")).by("deployer", verify("fresh"));
  const t0 = "2026-11-22T02:30:00.000Z";
  sample.by("ic", { type: "MoveT0", payload: { t0, reason: "the vendor is late" } });
  sample.by("dba", pass("fresh")).by("deployer", verify("fresh", "seen again"));
  sample.by("ic", extend("2026-11-22T06:00:00.000Z"), extend("2026-11-22T05:00:00.000Z"));
  sample.by("ic", extend("2026-11-22T07:00:00.000Z")).by("approver", signOff("window"));
  sample.by("dba", askWaiver({ evidence: "summary.md" })).by("approver", (run) => grant(waiverId(run)));
  sample.by("deployer", askWaiver({ stepId: "warm-up" })).by("approver", (run) => deny(waiverId(run)));
  sample.by("ic", offer("dba")).by("dba", ({ state }) => ({
    type: "DeclineCommand",
    payload: { offerId: state.commandOffer?.id ?? "none", reason: "hands full" },
  }));
  sample.deployed();
  sample.by("deployer", observe("payouts"), observe("latency")).by("ic", decision("continue"));
  sample.by("dba", cord("smoke"), classify()).by("approver", signOff("resume")).by("ic", decision("resume"));
  sample.by("deployer", cord("more smoke"), withdraw).by("ic", withdraw);
  sample.by("ic", decision("hold"), decision("resume"));
  sample.by("deployer", substep("money-loop", "deposit"), substep("money-loop", "withdraw"));
  sample.by("deployer", pass("money-loop")).by("dba", pass("ledger"), voidIt("ledger"));
  sample.by("ic", voidIt("ledger")).by("dba", warn("ledger")).by("ic", acceptWarn("ledger"));
  const excepted: Draft = {
    type: "PassStep",
    payload: { stepId: "second-look", exception: "late metrics" },
  };
  sample.by("deployer", excepted).by("dba", verify("second-look"));
  sample.by("ic", poll("go-live")).by("deployer", vote("go")).by("ic", go("go-live"));
  sample.by("deployer", pass("day-report")).by("ic", confirm, declare, freeze(false));
  return sample.closed();
}

/** The next version; the fourth takes out a step that was done. */
function factsOf(run: TestRun): ServerFacts {
  const amendment = nextVersion(run);
  if (amendment?.runbookVersion !== 4) return { amendment };
  const phases = amendment.definition.phases.map((each) => ({
    ...each,
    steps: each.steps.filter(({ id }) => id !== "access"),
  }));
  const definition = { ...amendment.definition, phases };
  const changes = compareDefinitions(amendment.definition, definition);
  return { amendment: { ...amendment, definition, changes } };
}

/** Amended three times on its way: a blank, a mutating command, a step less. */
function amended(): SampleRun {
  const sample = new SampleRun().begin().opened();
  const facts = () => factsOf(sample.run);
  for (const version of [2, 3, 4]) {
    const propose: Draft = { type: "ProposeAmendment", payload: { version, reason: "seen tonight" } };
    sample.with(facts(), "dba", propose);
    const { large } = sample.run.state.amendment ?? { large: false };
    for (const who of large ? ["ic"] : ["dba", "ic"]) {
      const amendmentId = sample.run.state.amendment?.id ?? "none";
      const payload = { amendmentId, statement: "read and agreed" };
      sample.with(facts(), who, { type: "ApproveAmendment", payload });
    }
    if (sample.run.state.status === "held") sample.by("ic", decision("resume"));
  }
  const reject = ({ state }: TestRun): Draft => ({
    type: "RejectAmendment",
    payload: { amendmentId: state.amendment?.id ?? "none", reason: "not tonight" },
  });
  const propose: Draft = { type: "ProposeAmendment", payload: { version: 5, reason: "one more" } };
  sample.with(facts(), "dba", propose).by("approver", reject);
  if (sample.run.state.status === "held") sample.by("ic", decision("resume"));
  return sample.backedUp().by("ic", noGo("halt"), classify(), decision("close-blocker")).closed("BLOCKER");
}

/** Command goes from hand to hand, a clock expires, and the last to command rolls back. */
function handedOver(): SampleRun {
  const sample = new SampleRun({ kind: "production", deputy: "dba" }).begin().opened();
  sample.by("ic", offer("deployer"));
  sample.run.wait(10);
  const offerId = sample.run.state.commandOffer?.id ?? "none";
  sample.by("system", { type: "LapseOffer", payload: { offerId } });
  sample.by("deployer", observe("payouts"));
  sample.run.wait(10);
  sample.by("system", { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } }).by("dba", assume);
  const appoint: Draft = {
    type: "AppointDecider",
    payload: { personId: "planner", name: "Pia", reason: "nobody answers" },
  };
  const away = { dba: sample.run.clock, observer: sample.run.clock };
  sample.by("dba", { type: "NameDeputy", payload: { personId: "observer", name: "Gus" } });
  sample.run.wait(5);
  sample.with({ away }, "approver", appoint).with({ away }, "cab", appoint);
  sample.by("planner", decision("rollback", { triggerId: "payouts" }));
  sample.by("dba", pass("undo-traffic")).by("cab", signOff("step:undo-data")).by("dba", pass("undo-data"));
  sample.by("planner", finish()).by("deployer", pass("tell-all"));
  const sign: Draft = { type: "SignFinalRecord", payload: { fields: { Status: "BLOCKER" } } };
  return sample.by("planner", sign, { type: "CloseRun", payload: {} });
}

const blocker = () =>
  new SampleRun({ kind: "production" })
    .begin()
    .opened()
    .backedUp()
    .by("deployer", pass("maintenance"))
    .by("dba", fail("migrate", "DuplicateTable: orders"), classify("SCHEMA_DRIFT"))
    .by("deployer", pass("keep-logs"))
    .by("ic", decision("close-blocker"))
    .closed("BLOCKER");

const partial = () =>
  new SampleRun()
    .begin()
    .opened()
    .backedUp()
    .deployed()
    .by("ic", decision("rollback", { phases: ["back-traffic"] }))
    .by("dba", pass("undo-traffic"))
    .by("ic", finish("the data stays migrated"))
    .by("deployer", pass("tell-all"))
    .closed("BLOCKER");

const drill = () =>
  new SampleRun()
    .begin()
    .opened()
    .backedUp()
    .deployed()
    .verified()
    .by("ic", decision("rollback", { drill: true }))
    .by("dba", pass("undo-traffic"))
    .by("cab", signOff("step:undo-data"))
    .by("dba", pass("undo-data"))
    .by("ic", finish(), confirm)
    .by("deployer", pass("tell-all"))
    .closed();

const carry: Draft = {
  type: "CarryOver",
  payload: { stepIds: ["snapshot", "fresh"], reason: "done last night" },
};

/** Runs of every outcome, by the name of their file. */
export const SAMPLE_RUNS: Record<string, () => SampleRun> = {
  complete,
  amended,
  "handed-over": handedOver,
  blocker,
  "partially-rolled-back": partial,
  drill,
  "no-go": () => new SampleRun().begin().by("deployer", pass("pin")).by("ic", decision("no-go")).closed(),
  cancelled: () =>
    new SampleRun({ kind: "production" }).by("planner", { type: "CancelRun", payload: { reason: "moved" } }),
  resumed: () => new SampleRun({ continues: LAST_NIGHT }).begin().by("ic", carry).opened().backedUp(),
};
