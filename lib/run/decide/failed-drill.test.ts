import { expect, test } from "vitest";
import { decision, fail, pass, readyForGo, retry, skip } from "../drafts.test-support";
import type { Draft } from "../test-run.test-support";
import { givenStarted } from "../testing";

const finish = (remaining: string): Draft => ({ type: "FinishRollback", payload: { remaining } });

test("L.28 a drill in which a step failed and was left out is no PASS, done again it is one", () => {
  const failed = () =>
    readyForGo(givenStarted())
      .given("ic", decision("rollback", { drill: true }))
      .given("dba", fail("restore"));
  const out = failed().given("ic", skip("restore"), skip("reopen"), finish("the data"));
  expect(out.state.outcome).toBe("partially-rolled-back");
  const again = failed().given("ic", retry("restore")).given("dba", pass("restore"));
  again.given("ic", skip("reopen"), finish("the traffic"));
  expect(again.state.outcome).toBe("complete");
});
