import { describe, expect, it } from "vitest";
import { noTime, type PlanEntries, planRequest } from "./plan-request";

const runbook = { slug: "cutover", version: 2 };
const at = (local: string, later: boolean | null = null) => ({ local, later });

function entries(change: Partial<PlanEntries> = {}): PlanEntries {
  return {
    title: " Night one ",
    kind: "rehearsal",
    timeZone: "Europe/Berlin",
    t0: at("2026-11-22T02:15"),
    windowStart: noTime,
    windowEnd: noTime,
    variables: { DB: "", HOST: "db1" },
    roles: { ic: "ic@holdpoint.test", scribe: "" },
    deputy: "",
    continues: "",
    ...change,
  };
}

describe("a plan", () => {
  it("carries instants, the roles that are held, and the variables that are filled", () => {
    expect(planRequest(runbook, entries())).toEqual({
      ok: true,
      request: {
        slug: "cutover",
        version: 2,
        kind: "rehearsal",
        title: "Night one",
        t0: "2026-11-22T01:15:00.000Z",
        timeZone: "Europe/Berlin",
        roles: [{ role: "ic", email: "ic@holdpoint.test" }],
        variables: { HOST: "db1" },
      },
    });
  });

  it("is not made while a repeated hour is not answered, and takes the answer", () => {
    const repeated = planRequest(runbook, entries({ t0: at("2026-10-25T02:30") }));
    expect(repeated.ok).toBe(false);
    const second = planRequest(runbook, entries({ t0: at("2026-10-25T02:30", true) }));
    expect(second.ok && second.request.t0).toBe("2026-10-25T01:30:00.000Z");
  });

  it("is not made for an hour that does not exist", () => {
    expect(planRequest(runbook, entries({ t0: at("2026-03-29T02:30") })).ok).toBe(false);
  });

  it("names a window that is half, or ends before it begins", () => {
    const half = planRequest(runbook, entries({ windowStart: at("2026-11-22T01:00") }));
    expect(!half.ok && Object.keys(half.errors)).toEqual(["windowEnd"]);
    const reversed = planRequest(
      runbook,
      entries({ windowStart: at("2026-11-22T06:00"), windowEnd: at("2026-11-22T01:00") }),
    );
    expect(!reversed.ok && reversed.errors.windowEnd).toContain("before");
  });

  it("asks for a title", () => {
    const made = planRequest(runbook, entries({ title: "  " }));
    expect(!made.ok && Object.keys(made.errors)).toEqual(["title"]);
  });

  it("names the deputy by address and the run that it continues, and only where they are chosen", () => {
    const made = planRequest(
      { ...runbook, deciderRole: "ic" },
      entries({ deputy: "dba@holdpoint.test", continues: "11111111-1111-4111-8111-111111111111" }),
    );
    expect(made).toMatchObject({
      ok: true,
      request: { deputy: "dba@holdpoint.test", continues: "11111111-1111-4111-8111-111111111111" },
    });
    const plain = planRequest(runbook, entries());
    expect(plain.ok && Object.keys(plain.request)).not.toContain("deputy");
    expect(plain.ok && Object.keys(plain.request)).not.toContain("continues");
  });

  it("does not take the decider for the deputy", () => {
    const made = planRequest({ ...runbook, deciderRole: "ic" }, entries({ deputy: "ic@holdpoint.test" }));
    expect(made).toEqual({
      ok: false,
      errors: { deputy: "The deputy is somebody else than the decider." },
    });
  });

  it("sends no variable that holds only blanks", () => {
    const made = planRequest(runbook, entries({ variables: { DB: "  ", HOST: " db1 " } }));
    expect(made).toMatchObject({ ok: true, request: { variables: { HOST: "db1" } } });
  });
});
