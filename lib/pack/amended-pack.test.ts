import { describe, expect, it } from "vitest";
import type { RunEvent } from "../run/events";
import { sampleDefinition } from "../run/sample-definition.test-support";
import { eventBody, eventHash, GENESIS_HASH } from "./event-chain";
import type { LogLine } from "./log-line";
import { memorySource } from "./pack-source";
import { SampleLog, sha256, sourcesOf, unzip, zipOf } from "./sample-pack.test-support";
import { verifyPack } from "./verify-pack";

const SECOND = Buffer.from("# Test runbook, amended\n");
const AT = "2026-11-22T02:30:00.000Z";
const person = { kind: "person" as const, personId: "ic", name: "Ada" };

function appended(lines: readonly LogLine[], event: Pick<RunEvent, "type" | "payload">): LogLine[] {
  const prevHash = lines.at(-1)?.hash ?? GENESIS_HASH;
  const whole = {
    actor: person,
    role: "ic",
    occurredAt: AT,
    recordedAt: AT,
    version: 1,
    seq: lines.length + 1,
    ...event,
  };
  // The parser's edge of this test: type and payload were given together.
  const body = eventBody(whole as RunEvent);
  return [...lines, { body, prevHash, hash: eventHash(prevHash, body) }];
}

/** A run that went on with version 2 after an amendment. */
function amended(): Pick<SampleLog, "lines" | "blobs"> {
  const log = new SampleLog().send("ic", { type: "StartRun", payload: {} });
  const hash = sha256(SECOND);
  const version = { amendmentId: "a1", runbookVersion: 2, sha256: hash };
  const proposed = appended(log.lines, {
    type: "AmendmentProposed",
    payload: { ...version, reason: "a safer order", changes: [], large: false, stepIds: [] },
  });
  const approved = appended(proposed, {
    type: "AmendmentApproved",
    payload: { amendmentId: "a1", statement: "read and agreed" },
  });
  const lines = appended(approved, {
    type: "AmendmentApplied",
    payload: { ...version, definition: sampleDefinition({ sha256: hash }) },
  });
  return { lines, blobs: log.blobs };
}

async function packOf(log: Pick<SampleLog, "lines" | "blobs">) {
  const sources = sourcesOf(log);
  return unzip(
    await zipOf({
      ...sources,
      runbook: async (slug, version) => (version === 2 ? SECOND : sources.runbook(slug, version)),
    }),
  );
}

describe("the pack of a run that was amended", () => {
  it("carries the exact bytes of every version that was executed, and who approved the change", async () => {
    const log = amended();
    const files = new Map(await packOf(log));
    const first = files.get("data/runbook.md") ?? Buffer.alloc(0);
    expect(files.get(`data/runbooks/1-${sha256(first)}.md`)).toEqual(first);
    expect(files.get(`data/runbooks/2-${sha256(SECOND)}.md`)).toEqual(SECOND);
    const approvals = JSON.parse(files.get("data/approvals.json")?.toString("utf8") ?? "{}");
    expect(approvals.amendments).toMatchObject([
      { version: 2, outcome: "applied", approvals: [{ by: { name: "Ada" }, statement: "read and agreed" }] },
    ]);
    const report = await verifyPack(memorySource([...files]));
    expect(report).toMatchObject({ verdict: "intact", checked: { versions: 2 } });
  });

  it("is not intact without one of them", async () => {
    const files = await packOf(amended());
    const without = files.filter(([path]) => !path.startsWith("data/runbooks/2-"));
    expect(await verifyPack(memorySource(without))).toMatchObject({
      verdict: "broken",
      finding: { where: `data/runbooks/2-${sha256(SECOND)}.md` },
    });
  });
});
