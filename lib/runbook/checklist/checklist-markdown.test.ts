import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareTranscripts } from "../../run/compare/compare-transcripts";
import { importText } from "../fixture.test-support";
import { checklistMarkdown } from "./checklist-markdown";

const SOURCE = { slug: "x", version: 3, sha256: "ab".repeat(32), publishedAt: "2026-11-27T02:00:00Z" };

const folders = [
  new URL("../fixtures/", import.meta.url),
  new URL("../../../prisma/seed/", import.meta.url),
  // The documents of the first users lie beside the checkout, never in it.
  new URL("../../../../shared/runbooks/", import.meta.url),
];
const texts = folders.filter(existsSync).flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".md"))
    .map((name) => [name, readFileSync(new URL(name, folder), "utf8")] as const),
);

function again(text: string) {
  const definition = importText(text);
  const markdown = checklistMarkdown(definition, SOURCE);
  return { definition, markdown, read: importText(markdown) };
}

describe("the operator checklist of a version", () => {
  it.each(texts)(
    "R8.27 %s: imported again it is transcript-identical with its version, in every part",
    (_, text) => {
      const { definition, markdown, read } = again(text);
      const lines = { runbook: text.split("\n"), checklist: markdown.split("\n") };
      const comparison = compareTranscripts(
        { definition, lines: lines.runbook },
        { definition: read, lines: lines.checklist },
      );
      expect(comparison.differs).toEqual([]);
      expect(comparison.identical).toBe(true);
    },
  );

  it.each(texts)("R8.27 %s: a change of one command or gate in it is seen", (_, text) => {
    const { definition, markdown } = again(text);
    const command = definition.phases
      .flatMap(({ steps }) => steps.flatMap(({ commands }) => commands))
      .find(({ copyable }) => copyable !== false);
    if (!command || !markdown.includes(command.text)) return;
    const tampered = markdown.replaceAll(command.text, `${command.text} --other`);
    const comparison = compareTranscripts(
      { definition, lines: [] },
      { definition: importText(tampered), lines: [] },
    );
    expect(comparison.identical).toBe(false);
    expect(comparison.differs.map(({ part }) => part)).toContain("command");
  });

  it("names the version that it was made from", () => {
    expect(again("# A\n\n## Steps\n\n1. Run `ls`\n2. Run `df`").markdown).toContain(
      `> Version 3 of x, published 2026-11-27\n> SHA-256 ${SOURCE.sha256}`,
    );
  });

  it("says what a step asks where its title alone would not", () => {
    const text =
      "# A\n\n## Preconditions\n\n- [ ] **Access:** Prod access verified for responsible owners.\n- [ ] **Canary:** Canary user ready.\n\n## Deploy\n\n1. Run `ls`\n";
    const { markdown, read } = again(text);
    expect(markdown).toContain("Note: Prod access verified for responsible owners.");
    expect(read.phases[0]?.steps.map(({ title }) => title)).toEqual(["Access", "Canary"]);
  });

  it("holds no credential that the text holds", () => {
    const { markdown } = again("# A\n\n## Steps\n\n1. Run `psql postgres://a:s3cretpass@h/d`\n2. Run `df`");
    expect(markdown).not.toContain("s3cretpass");
    expect(markdown).toContain("psql postgres://a:••••••@h/d");
  });

  it.each([
    "*stars* and _lines_",
    "<script>alert(1)</script>",
    "[a](javascript:b)",
    "1. one",
    "# head",
    "a | b | c",
    "`tick`",
    "C:\\tmp\\x",
  ])("reads back the words %s as they stand in a step's title", (title) => {
    const d = importText("# A\n\n## Deploy\n\n1. Run `ls`\n2. Run `df`");
    const step = d.phases[0]?.steps[0];
    if (!step) throw new Error("no step");
    step.title = `Say ${title} now`;
    const read = importText(checklistMarkdown(d, SOURCE));
    expect(read.phases[0]?.steps[0]?.title).toBe(step.title);
  });
});
