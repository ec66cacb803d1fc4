import { expect, it } from "vitest";
import { amended, inForce } from "./amendments.test-support";
import { attach, deployed, fail, retry, start, warn } from "./drafts.test-support";
import { givenStarted } from "./testing";

it("R8.18 steps that an amendment leaves as they are keep every fact about them, whatever they stand at", () => {
  const run = deployed(givenStarted()).wait(1).given("deployer", start("money-loop"), attach("a.log"));
  run.given("dba", warn("ledger", "late"));
  const stepsBut = (id: string) =>
    run.state.phases.flatMap((phase) => phase.steps).filter((step) => step.id !== id);
  const before = stepsBut("day-report");
  expect(new Set(before.map((step) => step.status))).toEqual(
    new Set(["passed", "running", "warned", "waiting"]),
  );
  inForce(run, amended("day-report", { optional: true }));
  expect(stepsBut("day-report")).toEqual(before);

  const failed = deployed(givenStarted()).given("dba", fail("ledger"), retry("ledger", "again"));
  failed.wait(1).given("dba", fail("ledger", "twice"));
  const ledger = () => failed.state.phases.flatMap((phase) => phase.steps).find(({ id }) => id === "ledger");
  const stood = ledger();
  inForce(failed, amended("day-report", { optional: true }));
  expect(ledger()).toEqual(stood);
});
