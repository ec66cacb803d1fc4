import { describe, expect, it } from "vitest";
import {
  amended,
  approve,
  command,
  factOf,
  inForce,
  proposal,
  SHA,
  withFact,
} from "./amendments.test-support";
import { compareDefinitions } from "./compare-definitions";
import type { RunbookDefinition } from "./definition";
import { attach, decision, deployed, go, openMutation, pass, signOff, substep } from "./drafts.test-support";
import { phase, point, sampleDefinition, step } from "./sample-definition.test-support";
import { givenStarted } from "./testing";

describe("the run under the new text", () => {
  it("R8.19 decided points keep their verdict, undecided ones are polled and signed again", () => {
    const of = sampleDefinition();
    const signed = of.decisionPoints.map((each) =>
      each.id === "go-live" ? { ...each, signOffs: ["approver"] } : each,
    );
    const definition = { ...of, decisionPoints: signed };
    const run = openMutation(givenStarted({ definition })).given("approver", signOff("go-live"));
    run.given("ic", { type: "OpenPoll", payload: { decisionPointId: "go-live" } });
    const renamed = signed.map((each) => ({ ...each, id: `${each.id}-2`, title: each.title.toUpperCase() }));
    const next = { ...amended("ledger", { optional: true }, definition), decisionPoints: renamed };
    inForce(run, next);
    expect(run.state.poll).toBeNull();
    expect(run.state.decisionPoints.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["start-2", "go"],
      ["go-live-2", null],
    ]);
    expect(run.state.decisionPoints[0]?.decisionId).toBe(run.state.decisions[0]?.id);
    expect(run.state.signOffs).toEqual([]);
  });

  it("R8.19 a decided point that the text has no more keeps its decision", () => {
    const of = sampleDefinition();
    const decisionPoints = [
      ...of.decisionPoints.filter((each) => each.id !== "start"),
      point("half-way", { title: "Half way", afterPhaseId: "deploy" }),
    ];
    const run = inForce(openMutation(givenStarted()), { ...of, sha256: SHA, decisionPoints });
    expect(run.state.decisionPoints.map(({ id, verdict }) => [id, verdict])).toEqual([
      ["start", "go"],
      ["go-live", null],
      ["half-way", null],
    ]);
  });

  it("R8.19 roles keep their holders, the decider whatever the role is called, and there is one of them", () => {
    const of = sampleDefinition();
    const roles = [
      { key: "commander", name: "Commander", capability: "decider" as const },
      { key: "net", name: "Network", capability: "operator" as const },
      ...of.roles.filter((role) => role.key !== "ic" && role.key !== "scribe"),
    ];
    const next = amended("ledger", { role: "net" }, { ...of, roles });
    const run = inForce(deployed(givenStarted()), next);
    const held = Object.fromEntries(run.state.roles.map((role) => [role.key, role.holder?.personId ?? null]));
    expect(held).toMatchObject({ commander: "ic", net: null, dba: "dba", scribe: "scribe" });
    expect(held).not.toHaveProperty("ic");
    expect(run.state.roles.filter((role) => role.capability === "decider")).toHaveLength(1);
    expect(run.state.roles.find((role) => role.key === "net")?.required).toBe(true);
    expect(run.given("ic", decision("resume")).state.status).toBe("running");
    expect(run.when("dba", pass("ledger")).rejection.missing).toEqual(["Network"]);
  });

  it("R8.24 the policy in force stays, and a measured rollback time goes with a changed rollback", () => {
    const measured = (definition: RunbookDefinition) => {
      const run = givenStarted();
      run.state = { ...run.state, measuredRollbackMinutes: 12 };
      return inForce(run, definition).state;
    };
    const of = sampleDefinition();
    const policy = { ...of, sha256: SHA, policy: { ...of.policy, approvals: 4 } };
    expect(measured(policy)).toMatchObject({ policy: { approvals: 0 }, measuredRollbackMinutes: 12 });
    const faster = amended("restore", { commands: [command("pg_restore")] });
    expect(measured(faster).measuredRollbackMinutes).toBeNull();
    const back = {
      ...of.rollback,
      phases: [...of.rollback.phases, phase("more", "rollback", [step("more-1")])],
    };
    expect(measured({ ...of, sha256: SHA, rollback: back }).measuredRollbackMinutes).toBeNull();
  });

  it("R8.18 a GO whose last steps an amendment takes out leads to hypercare", () => {
    const of = sampleDefinition();
    const late = phase("late", "execute", [step("late-1", { role: "dba" })]);
    const points = of.decisionPoints.map((each) => each);
    const phases = of.phases.flatMap((each) => (each.id === "canary" ? [each, late] : [each]));
    const definition = { ...of, phases, decisionPoints: points };
    const run = deployed(givenStarted({ definition }));
    run.given(
      "deployer",
      substep("money-loop", "deposit"),
      substep("money-loop", "withdraw"),
      pass("money-loop"),
    );
    run.given("dba", pass("ledger"), attach("summary.md")).given("ic", go("go-live"));
    expect(run.state.status).toBe("running");
    const changes = compareDefinitions(definition, { ...of, sha256: SHA });
    run.when("dba", proposal(), withFact(factOf({ ...of, sha256: SHA }, { changes })));
    expect(run.state.amendment?.large).toBe(false);
    approve(run, "dba", { ...of, sha256: SHA });
    expect(approve(run, "ic", { ...of, sha256: SHA }).events).toContain("HypercareStarted");
    expect(run.state.status).toBe("hypercare");
  });
});
