import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const commandsOf = (text: string): string[] =>
  importText(text).phases.flatMap((phase) =>
    phase.steps.flatMap((step) => step.commands.map((command) => command.text)),
  );

const inFence = (lang: string, body: string): string =>
  `# Deploy runbook\n\n## Deploy\n\n\`\`\`${lang}\n${body}\n\`\`\`\n`;
const inItem = (text: string): string => `# Deploy runbook\n\n## Deploy\n\n1. ${text}\n2. Open the gate\n`;

describe("commands in blocks", () => {
  it("rule 8 takes a command behind variables as a command, not as settings", () => {
    const d = importText(inFence("bash", "CONFIRM=YES node tools/move.mjs --all"));
    expect(d.phases[0]?.steps).toMatchObject([
      { commands: [{ text: "CONFIRM=YES node tools/move.mjs --all" }] },
    ]);
    expect(d.phases[0]?.steps[0]?.mutating).toBe(true);
  });

  it("rule 8 reads a loop in an untagged block", () => {
    expect(commandsOf(inFence("", "for n in 1 2 3; do curl -s http://host/$n; done"))).toHaveLength(1);
  });

  it("rule 9 reads what a command must give from the remark behind it", () => {
    const d = importText(
      inFence(
        "bash",
        "curl -sI http://host/new   # → 200\n./install.sh # expect: NOOP\ncurl -s http://host/a # the old one",
      ),
    );
    expect(d.phases[0]?.steps.map((step) => step.expected)).toEqual([["200"], ["NOOP"], []]);
    expect(titles(d.phases[0])[0]).toBe("curl -sI http://host/new");
  });

  it("rule 8 names a step by the line on which the comment above it starts", () => {
    const d = importText(
      inFence(
        "bash",
        "# Check the public pages\n# and the private ones, in the order that the\n# index gives.\ncurl -s http://host/index",
      ),
    );
    expect(titles(d.phases[0])).toEqual(["Check the public pages"]);
  });

  it("takes a change of directory with the command that follows it", () => {
    const d = importText(inFence("bash", "cd /srv/app\nmake release"));
    expect(d.phases[0]?.steps.map((step) => step.commands.map((command) => command.text))).toEqual([
      ["cd /srv/app", "make release"],
    ]);
  });

  it("takes a block that opens with #! as one script", () => {
    const d = importText(inFence("bash", '#!/bin/sh\n# compare.sh\necho "start"\ncmp a b'));
    expect(titles(d.phases[0])).toEqual(["compare.sh"]);
    expect(commandsOf(inFence("bash", '#!/bin/sh\necho "start"\ncmp a b'))).toHaveLength(1);
  });

  it("reads words between the commands of a block as remarks", () => {
    const d = importText(
      inFence("bash", "Static scan:\nkubectl get all -A\nType: A\n[New address] example.invalid"),
    );
    expect(d.phases[0]?.steps.map((step) => [step.title, step.commands.length])).toEqual([
      ["Static scan", 1],
    ]);
  });

  it("rule 8 takes numbered comments without commands as steps", () => {
    const d = importText(
      inFence("bash", "# STEP 1: Open the console\n# Go to the names\n# STEP 2: Set the TTL to 300"),
    );
    expect(titles(d.phases[0])).toEqual(["Open the console", "Set the TTL to 300"]);
  });

  it("keeps the list of what a script does out of the steps", () => {
    const d = importText(
      inFence(
        "bash",
        "./cutover.sh --tag v2\n\n# This script will:\n# 1. Apply the migrations\n# 2. Run the checks",
      ),
    );
    expect(d.phases[0]?.steps).toHaveLength(1);
  });

  it("rule 15 does not read a placeholder as a redirect", () => {
    const d = importText(inFence("bash", "curl -s https://<site>/offers.json"));
    expect(d.phases[0]?.steps[0]?.artifacts).toEqual([]);
    expect(d.evidence).toEqual([]);
  });
});

describe("commands in a step's own text", () => {
  it.each([
    ["Load the policy with `fwctl load policy-77`", ["fwctl load policy-77"]],
    ["Run the migration: `migrate up` -> exit code 0", ["migrate up"]],
    ["Deploy to green via `scripts/swap.sh`", ["scripts/swap.sh"]],
    ["Run `STAGE=1\n   bash check.sh` once", ["STAGE=1 bash check.sh"]],
    ["Audit the tree for remaining `claude --print` callers", []],
    ["Fast-forward `../stable` to the tag", []],
    ["Every part is loaded: `parts_loaded == parts_total`", []],
    ["Read the counts: `inserted / updated / skipped`", []],
  ])("reads %s", (text, commands) => {
    expect(commandsOf(inItem(text))).toEqual(commands);
  });

  it("takes the commands of the parts of a part", () => {
    const d = importText(
      "# Broker runbook\n\n## Deploy\n\n1. For every broker\n   1. Drain it\n      1. `brokerctl drain <id>`\n   2. Replace it\n2. Open the gate\n",
    );
    expect(stepCalled(d, "For every broker").commands.map((command) => command.text)).toEqual([
      "brokerctl drain <id>",
    ]);
  });
});
