import { describe, expect, it } from "vitest";
import { ANNOTATION_WORDS } from "./annotation-words";
import { parseAnnotation } from "./annotations";
import { completionsAt, type KnownNames, knownNames } from "./complete";
import { importRunbook } from "./import-runbook";

const names: KnownNames = {
  roles: ["DB Owner", "Scribe"],
  steps: [{ id: "prepare-take-the-snapshot", title: "Take the snapshot" }],
  artifacts: ["restore.log"],
  variables: ["RELEASE", "REGION"],
  streams: ["database"],
  choices: [],
};

/** What stands in the line when a choice is taken. */
function taken(before: string, label: string): string | null {
  const found = completionsAt(before, names);
  const option = found?.options.find((each) => each.label === label);
  return found && option ? before.slice(0, found.from) + option.text : null;
}

describe("completion in an annotation", () => {
  it("begins one where a comment begins, and nowhere in prose", () => {
    expect(taken("1. Drain <!--", "<!-- hp: -->")).toBe("1. Drain <!-- hp: ");
    expect(taken("1. Drain <!-- h", "<!-- hp: -->")).toBe("1. Drain <!-- hp: ");
    expect(completionsAt("1. Drain the queue / role", names)).toBeNull();
    expect(completionsAt("<!-- a note on hp ", names)).toBeNull();
    expect(completionsAt("1. Drain <!-- hp: optional --> ro", names)).toBeNull();
  });

  it("offers every key with its sentence, but those that stand there already", () => {
    const all = completionsAt("- x <!-- hp: ", names)?.options ?? [];
    expect(all.map((each) => each.label)).toEqual(
      ANNOTATION_WORDS.filter((each) => !each.alias).map((each) => each.word),
    );
    expect(all.every((each) => each.detail.endsWith("."))).toBe(true);
    const rest = completionsAt('- x <!-- hp: optional role="DB Owner" ', names)?.options ?? [];
    expect(rest.map((each) => each.label)).not.toContain("optional");
    expect(rest.map((each) => each.label)).not.toContain("role");
    expect(taken("- x <!-- hp: ro", "role")).toBe("- x <!-- hp: role=");
    expect(taken("- x <!-- hp: mut", "mutating")).toBe("- x <!-- hp: mutating");
  });

  it("quotes a role that needs it, and fits one into quotes that are open", () => {
    expect(taken("- x <!-- hp: role=", "DB Owner")).toBe('- x <!-- hp: role="DB Owner"');
    expect(taken('- x <!-- hp: role="DB', "DB Owner")).toBe('- x <!-- hp: role="DB Owner');
    expect(taken("- x <!-- hp: role=S", "Scribe")).toBe("- x <!-- hp: role=Scribe");
  });

  it("adds to a list behind its comma", () => {
    expect(taken('- x <!-- hp: poll="DB Owner, Sc', "Scribe")).toBe('- x <!-- hp: poll="DB Owner, Scribe');
  });

  it("names steps by their id and shows their title", () => {
    expect(taken("- x <!-- hp: after=", "Take the snapshot")).toBe(
      "- x <!-- hp: after=prepare-take-the-snapshot",
    );
    expect(taken("- x <!-- hp: requires=", "restore.log")).toBe("- x <!-- hp: requires=restore.log");
  });

  it("offers variables behind two braces", () => {
    expect(taken("Release {{", "RELEASE")).toBe("Release {{RELEASE");
    expect(taken("Release {{ RE", "REGION")).toBe("Release {{ REGION");
    expect(completionsAt("Release {", names)).toBeNull();
  });

  it("knows every offered word in the importer", () => {
    for (const { word, value } of ANNOTATION_WORDS) {
      const body = value === null ? word : `${word}=${value === "duration" ? "5m" : "x"}`;
      expect(parseAnnotation(body).unknown, word).toEqual([]);
    }
  });

  it("takes the names from what was found in the document", () => {
    const text = `# Move\n\n## Roles\n\n- DB Owner: runs the migration\n\n## T-10 Prepare\n\n1. Take the snapshot of {{DATABASE}}\n`;
    const found = knownNames(importRunbook(text, ""));
    expect(found.roles).toContain("DB Owner");
    expect(found.variables).toEqual(["DATABASE"]);
    expect(found.steps.map((step) => step.title)).toEqual(["Take the snapshot of {{DATABASE}}"]);
  });

  it("ends at once on a line of a megabyte", () => {
    expect(completionsAt(`<!-- hp: ${'a="b" '.repeat(150_000)}`, names)).toBeNull();
  });
});
