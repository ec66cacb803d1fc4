import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { type Published, publish, ScenarioRoom } from "../../testing/scenario-room";
import { hasSharedRunbooks, sharedRunbook } from "../../testing/shared-runbook";

const ATTESTATIONS = [
  "prod_preflight_approval_attestation.log",
  "prod_write_freeze_attestation.log",
  "prod_pitr_window_attestation.log",
];

/** The database reconciliation of our first users: a clone rehearsal, then the production cutover, twice. */
describe.skipIf(!hasSharedRunbooks)("the alembic cutover after its clone rehearsal", () => {
  let api: ApiFixture;
  let clone: Published;
  let production: Published;

  beforeAll(async () => {
    api = await ApiFixture.start();
    clone = await publish(api, sharedRunbook("alembic-clone-rehearsal.md"));
    production = await publish(api, sharedRunbook("alembic-production-cutover.md"));
  });
  afterAll(() => api.stop());

  const approve = (who: string) =>
    api.post(`/api/runbooks/${production.slug}/versions/1/approvals`, {
      as: who,
      json: { verdict: "approved", statement: "Read in full; it may run.", role: "Governance" },
    });

  const planProduction = (change = {}) =>
    ScenarioRoom.plan(api, production, {
      kind: "production",
      deputy: "payments@holdpoint.test",
      title: "Production cutover",
      ...change,
    });

  test("R8.1 R9.5 the clone plan refuses production, and its rehearsal computes the row counts and closes as PASS", async () => {
    const refused = await api.post("/api/runs", {
      as: "author",
      json: {
        ...{ slug: clone.slug, version: 1, kind: "production", title: "No", timeZone: "UTC", roles: [] },
        t0: "2026-12-01T02:00:00Z",
      },
    });
    expect(errorOf(refused)).toMatchObject({ rule: "R8" });

    const room = await ScenarioRoom.plan(api, clone);
    await room.must("ic", "StartRun");
    await room.file("clone_provisioning_attestation.log");
    const counts = await room.walkUntil((step) => step.checks.some((check) => check.pair));
    if (!counts) throw new Error("the document compares row counts");
    await room.file("clone_rowcount_parity.log", counts.id);
    for (const { id: substepId } of counts.substeps) {
      await room.must("dba", "RecordSubstep", { stepId: counts.id, substepId, result: "pass" });
    }
    const even = room.values(counts);
    const [pair] = counts.checks.flatMap((check) => check.pair ?? []);
    const off = { ...even, [pair?.left ?? ""]: "1000", [pair?.right ?? ""]: "997" };
    const mismatch = await room.refused("dba", "PassStep", { stepId: counts.id, fields: off });
    expect(mismatch).toMatchObject({ rule: "R9" });
    expect(mismatch.missing?.join(" ")).toContain("0.3");
    const near = { ...even, [pair?.left ?? ""]: "100000", [pair?.right ?? ""]: "99950" };
    await room.must("dba", "PassStep", { stepId: counts.id, fields: near });
    await room.walkUntil(() => false);
    await room.fileEvidence();
    const final = (await room.state()).decisionPoints.find((point) => point.final);
    await room.go(final?.id ?? "");
    for (const { id } of (await room.state()).criteria) {
      await room.must("ic", "ConfirmCriterion", { criterionId: id });
    }
    await room.must("ic", "DeclareComplete");
    await room.sign();
    await room.must("ic", "CloseRun");
    expect(await room.state()).toMatchObject({ status: "closed", outcome: "complete" });
  });

  test("R8 R12 production starts only with the approval of this hash by someone other than its author", async () => {
    const room = await planProduction();
    const without = await room.refused("ic", "StartRun");
    expect(without).toMatchObject({ rule: "R8" });
    expect(without.missing?.join(" ")).toMatch(/approv/i);
    expect(errorOf(await approve("author"))).toMatchObject({ rule: "R12" });
    expect((await approve("approver")).status).toBe(201);
    await room.must("ic", "StartRun");
    expect((await room.state()).clearance?.approvals.map((each) => each.name)).toEqual(["Fay"]);
  });

  test("R3 nothing is changed before five preconditions, three attestations and the GO that opens mutation", async () => {
    const room = await planProduction();
    await room.must("ic", "StartRun");
    await room.must("ic", "SetWriteFreeze", { on: true, reason: "as the document demands" });
    const change = await room.step(/width_correction/);
    expect(change.mutating).toBe(true);
    const early = await room.refused("deployer", "StartStep", { stepId: change.id });
    expect(early.missing?.join("\n")).toMatch(/precondition/i);
    for (const name of ATTESTATIONS) expect(early.missing?.join("\n")).toContain(name);

    const heads = await room.step(/alembic heads/);
    await room.must("deployer", "StartStep", { stepId: heads.id });

    const { phases, decisionPoints } = await room.state();
    for (const step of phases.find((phase) => phase.kind === "preconditions")?.steps ?? [])
      await room.pass(step);
    const start = decisionPoints.find((point) => point.position === "start");
    const point = { decisionPointId: start?.id, verdict: "go", reason: "everything holds" };
    const noAttestation = await room.refused("ic", "Decide", point);
    expect(noAttestation.missing?.join("\n")).toContain(ATTESTATIONS[0]);
    for (const name of ATTESTATIONS) await room.file(name);
    await room.must("ic", "Decide", point);
    const parity = await room.walkUntil((step) => step.exceptions.length > 0);
    const stepId = parity?.id ?? "";
    await room.mustUpload("deployer", parity?.artifacts[0] ?? "", "one key is named otherwise\n", stepId);
    expect(await room.refused("deployer", "PassStep", { stepId, exception: "It looked fine" })).toMatchObject(
      { missing: parity?.exceptions },
    );
    await room.must("deployer", "PassStep", { stepId, exception: parity?.exceptions[0] });
    const read = await room.walkUntil((step) => step.id === change.id);
    expect(read?.id).toBe(change.id);
  });

  test("R5 R9 DuplicateTable during the upgrade halts the run, and it closes as a classified blocker", async () => {
    const room = await planProduction({ title: "The blocked night" });
    await room.must("ic", "StartRun");
    for (const name of ATTESTATIONS) await room.file(name);
    const upgrade = await room.walkUntil((step) => step.commands.some((c) => /upgrade head/.test(c.text)));
    if (!upgrade) throw new Error("the document has an upgrade");

    expect(await room.refused("deployer", "PassStep", { stepId: upgrade.id })).toMatchObject({ rule: "R9" });
    await room.mustUpload(
      "deployer",
      "prod_upgrade_0019_to_head.log",
      "DuplicateTable: relation exists\n",
      upgrade.id,
    );
    await room.must("deployer", "FailStep", {
      stepId: upgrade.id,
      reason: "DuplicateTable in revision 0021",
    });

    const halted = await room.state();
    expect(halted.status).toBe("halted");
    expect(halted.phases.find((phase) => phase.kind === "containment")?.status).toBe("open");
    expect(halted.evidence.map((item) => item.name)).toContain("prod_upgrade_0019_to_head.log");
    const retry = await room.refused("ic", "RetryStep", { stepId: upgrade.id, reason: "once more" });
    expect(retry.rule).toBe("R5");
    const close = { verdict: "close-blocker", reason: "not tonight" };
    expect(await room.refused("ic", "Decide", close)).toMatchObject({ rule: "R5" });

    await room.finish("containment");
    await room.must("deployer", "ClassifyBlocker", {
      classification: "dependency ordering",
      rootCause: "The table was made by hand before the revision that makes it",
    });
    await room.must("ic", "Decide", close);
    await room.sign({ Status: "BLOCKER" });
    await room.must("ic", "CloseRun");
    const closed = await room.state();
    expect(closed).toMatchObject({ status: "closed", outcome: "blocker" });
    expect(closed.decisions.at(-1)).toMatchObject({ verdict: "close-blocker", decider: { name: "Ada" } });
    expect(await room.verifiedPack()).toMatchObject({ verdict: "intact" });
    const late = await room.refused("ic", "LogEntry", { text: "one more thing" });
    expect(late.rule).toBe("R10");
  });

  test("R9 R10 the clean way ends with fifteen artifacts, the formal decision, and a sealed run", async () => {
    const room = await planProduction({ title: "The clean night" });
    await room.must("ic", "StartRun");
    for (const name of ATTESTATIONS) await room.file(name);
    await room.walkUntil(() => false);
    const state = await room.state();
    expect(new Set(state.evidence.map((item) => item.name)).size).toBe(15);
    expect(state.evidence.every((item) => item.kind === "upload" && item.size !== null)).toBe(true);

    const final = state.decisionPoints.find((point) => point.final);
    await room.must("ic", "OpenPoll", { decisionPointId: final?.id });
    const poll = (await room.state()).poll;
    await room.must("deployer", "CastVote", { pollId: poll?.id, answer: "go" });
    await room.must("ic", "Decide", {
      ...{ verdict: "go", reason: "Head and objects are as tested" },
      ...{ decisionPointId: final?.id, pollId: poll?.id },
    });
    const decision = (await room.state()).decisions.at(-1);
    expect(decision).toMatchObject({ runbookSha256: production.sha256, against: [], silent: [] });
    expect(decision?.evidence).toHaveLength(15);

    expect(await room.refused("ic", "DeclareComplete")).toMatchObject({ rule: "R10" });
    for (const { id } of state.criteria) await room.must("ic", "ConfirmCriterion", { criterionId: id });
    await room.must("ic", "DeclareComplete");
    expect(await room.refused("ic", "CloseRun")).toMatchObject({ rule: "R10" });
    const incomplete = await room.refused("ic", "SignFinalRecord", { fields: { Status: "PASS" } });
    expect(incomplete.missing).toContain("Risk tier (updated)");
    await room.sign({ Status: "PASS" });
    await room.must("ic", "CloseRun");
    expect(await room.state()).toMatchObject({ status: "closed", outcome: "complete" });
    expect(await room.verifiedPack()).toMatchObject({ verdict: "intact" });
  });
});
