import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { importText } from "./fixture.test-support";
import { SHARED_GOLDEN } from "./shared-documents.test-support";
import { summarize } from "./summarize-definition.test-support";

/** The documents belong to their users and lie beside the checkout, never in it. */
const SHARED = new URL("../../../shared/runbooks/", import.meta.url);
const present = existsSync(SHARED);
if (!present)
  process.stderr.write(
    "NOTICE: ../shared/runbooks is not beside this checkout; its documents were not imported by this run.\n",
  );

const text = (name: string) => readFileSync(new URL(name, SHARED), "utf8");

describe.skipIf(!present)("the documents of the first users", () => {
  it.each(Object.entries(SHARED_GOLDEN))("imports %s as recorded", (name, golden) => {
    expect(summarize(importText(text(name)))).toEqual(golden);
  });

  it.each(Object.keys(SHARED_GOLDEN))(
    "leaves every word of %s readable, but for headings, labels and blanks",
    (name) => {
      const source = text(name);
      const all = JSON.stringify(importText(source)).toLowerCase();
      const lost = source
        .split("\n")
        .filter(
          (line) =>
            !/^\s*#|^\s*\||[:：]\s*$|_{5,}|\[ISO/.test(line) &&
            !/=>|Version|Updated|Standard|Expected output/.test(line),
        )
        .filter((line) =>
          (line.match(/[\p{L}\p{N}_]{4,}/gu) ?? []).some((word) => !all.includes(word.toLowerCase())),
        );
      expect(lost.map((line) => source.split("\n").indexOf(line) + 1)).toEqual([]);
    },
  );

  it("executes the checklist of the war-room document, with what the other sections know", () => {
    const d = importText(text("go-live-war-room.md"));
    expect(
      d.phases
        .filter((phase) => phase.offset !== null && phase.kind !== "hypercare")
        .map((phase) => phase.offset),
    ).toEqual([-60, -30, -15, 0]);
    expect(
      d.phases
        .flatMap((phase) => phase.steps)
        .flatMap((step) => step.commands)
        .filter((command) => command.copyable === false)
        .map((command) => command.line),
    ).toEqual([94]);
    const canary = d.phases.find((phase) => phase.offset === 0 && phase.kind === "verify");
    expect(canary?.steps.every((step) => step.noExceptions)).toBe(true);
    expect(
      d.decisionPoints.map((point) => [point.final, point.offset, point.afterPhaseId === canary?.id]),
    ).toEqual([[true, 15, true]]);
  });

  it("gives the runbook and the operator checklist the same commands and artifacts, phase by phase", () => {
    const shape = (name: string) =>
      importText(text(name))
        .phases.filter((phase) => phase.label?.startsWith("P") === true)
        .map((phase) => ({
          label: phase.label,
          commands: phase.steps.flatMap((step) =>
            step.commands.map((command) => command.text.replace(/\s\*>&1.*$/, "")),
          ),
          artifacts: phase.steps.flatMap((step) => step.artifacts),
          gates: phase.abortGates.map((gate) => gate.conditions.length),
        }));
    const [runbook, checklist] = [
      shape("alembic-production-cutover.md"),
      shape("alembic-operator-checklist.md"),
    ];
    expect(runbook.map((phase) => phase.commands.length)).toEqual([4, 2, 2, 1, 3]);
    expect(
      checklist.map(({ label, commands, artifacts, gates }) => ({ label, commands, artifacts, gates })),
    ).toEqual(runbook.map((phase) => ({ ...phase })));
  });

  it("forbids production where the document does, and only there", () => {
    const forbidden = Object.keys(SHARED_GOLDEN).filter(
      (name) => importText(text(name)).policy.productionForbidden,
    );
    expect(forbidden).toEqual(["alembic-clone-rehearsal.md"]);
  });
});
