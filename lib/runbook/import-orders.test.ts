import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const phaseTitles = (text: string): string[] => importText(text).phases.map((phase) => phase.title);

describe("headings that are steps", () => {
  it("rule 6 reads '2b.' below '2.' as it reads '2.2'", () => {
    const d = importText(
      "# Mail runbook\n\n## 2. Prepare\n\n### 2a. Stop the relay\n\n```bash\nsystemctl stop relay\n```\n\n### 2b. Copy the queue\n\nUse the tape host.\n",
    );
    expect(titles(d.phases[0])).toEqual(["Stop the relay", "Copy the queue"]);
    expect(stepCalled(d, "Stop the relay").commands).toHaveLength(1);
  });

  it("rule 6 reads lettered codes below their phase as its steps, and a GO / NO-GO among them as a decision", () => {
    const d = importText(
      "# Ledger runbook\n\n## Phase K — checks on the day\n\n### K1 — queue is empty\n\nLook at the board.\n\n- Seen: `____`\n\n### K2 — replica is near\n\n```\ncurl -s http://replica/lag\n```\n\n### K3 — go/no-go\n\n- Said at: `____`\n",
    );
    expect(titles(d.phases[0])).toEqual(["queue is empty", "replica is near"]);
    expect(stepCalled(d, "queue is empty").fields.map((field) => field.name)).toEqual(["Seen"]);
    expect(d.decisionPoints.map((point) => point.title)).toContain("go/no-go");
  });

  it("rule 6 reads headings that are orders as steps where none of them holds a list of steps", () => {
    const d = importText(
      "# Database upgrade runbook\n\n## Process\n\n### Block merges\n- by the rule in the forge\n\n### Stop the workers\n- keep the number of them\n\n### Start the upgrade\n- in the portal\n\n### Check the version\n- in the console\n\n## Rollback\n\n1. Restore the copy\n",
    );
    expect(titles(d.phases[0])).toEqual([
      "Block merges",
      "Stop the workers",
      "Start the upgrade",
      "Check the version",
    ]);
  });

  it("takes a numbered section of prose among those that hold steps as one step", () => {
    const d = importText(
      "# Site move\n\n## 1. Prepare\n\n1. Export the pages\n2. Export the users\n\n## 2. Switch the DNS\n\nPoint both names at the new address.\n\n## 3. Verify\n\n1. Open the first page\n",
    );
    expect(titles(d.phases[1])).toEqual(["Switch the DNS"]);
  });

  it("does not let a noun in an order say what the section is", () => {
    const text =
      "# Feed cutover\n\n## 1. Confirm the evidence path\n\n```bash\nls /srv/evidence\n```\n\n## 2. Add the roles of the feed\n\n1. Add reader\n2. Add writer\n";
    expect(phaseTitles(text)).toEqual(["Confirm the evidence path", "Add the roles of the feed"]);
    expect(importText(text).evidence).toEqual([]);
  });

  it("takes the only H1 as the title even where it counts a phase", () => {
    const d = importText(
      "# Phase 2 — Store go-live\n\n## Owners\n- Release lead: Kim\n- Rollback lead: Ola\n\n## Cutover\n\n1. Open the doors\n",
    );
    expect(d.title).toBe("Phase 2 — Store go-live");
    expect(d.roles.map((role) => role.name)).toEqual(
      expect.arrayContaining(["Release lead", "Rollback lead"]),
    );
    expect(titles(d.phases[0])).toEqual(["Open the doors"]);
  });
});

describe("bullets", () => {
  it("rule 5 takes bullets that give orders as steps, whatever their section is called", () => {
    const d = importText(
      "# Wiki cutover runbook\n\n## Cutover\n\n1. Switch the proxy\n2. Open the editor\n\n## When the dust settles\n\n- Archive the old pages\n- Remove the old host\n",
    );
    expect(titles(d.phases[1])).toEqual(["Archive the old pages", "Remove the old host"]);
  });

  it("leaves bullets that only say how things are, and tips, to the prose", () => {
    const d = importText(
      "# Wiki cutover runbook\n\n## Cutover\n\n1. Switch the proxy\n\n## Rollback\n\n- Point the proxy back\n- The old pages are untouched\n- No data is lost\n\n## Tips\n\n- Keep the window open\n- Use two screens\n",
    );
    expect(titles(d.rollback.phases[0])).toEqual(["Point the proxy back"]);
    expect(d.phases).toHaveLength(1);
    expect(d.prose.map((block) => block.text).join("\n")).toContain("The old pages are untouched");
  });

  it("takes what is worked on for a phase where its numbered list gives orders, and advice for none", () => {
    const d = importText(
      "# Mail runbook\n\n## Status page\n\n1. Open the notice\n2. Set it to yellow\n\n## Best practices\n\n1. Test it first\n2. Keep the copies\n",
    );
    expect(d.phases.map((phase) => phase.title)).toEqual(["Status page"]);
  });

  it("gives bullets that stand unindented below a numbered item to that item", () => {
    const d = importText(
      "# Disk swap runbook\n\n## Swap\n\n1. Use the spare\n- label it\n- note its number\n\n2. Use the rack\n- mount it\n",
    );
    expect(titles(d.phases[0])).toEqual(["Use the spare", "Use the rack"]);
    expect(stepCalled(d, "Use the spare").substeps).toHaveLength(2);
  });

  it("takes only the boxes of a list that mixes boxes and bullets", () => {
    const d = importText(
      "# Sync runbook\n\n## Sync\n\n- The mark moves with every row\n- [ ] Each cycle prints its count\n",
    );
    expect(titles(d.phases[0])).toEqual(["Each cycle prints its count"]);
  });

  it("keeps a numbered list that explains what a tool does out of the steps", () => {
    const d = importText(
      "# Failover runbook\n\n## Step 1 — Promote\n\n```bash\nmake promote\n```\n\nIt asks for the name first. Then it:\n\n1. Reads the last copy\n2. Waits for the log\n\n## Step 2 — Open\n\nOpen the gate.\n",
    );
    expect(titles(d.phases[0])).toEqual(["Promote", "Open"]);
  });

  it("rule 8 reads numbered paragraphs and prompts outside any fence", () => {
    const d = importText(
      "# Printer rehearsal runbook\n\n## 1 Set up\n\n1.1 Create the queue\n\n1.2 Load the driver\n\n$ lpctl load driver-7\n\n## 2 Undo\n\n2.1 Remove the queue\n",
    );
    expect(titles(d.phases[0])).toEqual(["Create the queue", "Load the driver"]);
    expect(stepCalled(d, "Load the driver").commands.map((command) => command.text)).toEqual([
      "lpctl load driver-7",
    ]);
    expect(d.rollback.phases).toHaveLength(1);
  });
});
