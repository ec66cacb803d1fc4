import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { RunbookDefinition } from "../run/definition";
import { importText, stepCalled, titles } from "./fixture.test-support";

const HERE = new URL("./fixtures/", import.meta.url);
const fixture = (name: string) => importText(readFileSync(new URL(`${name}.md`, HERE), "utf8"));
const codes = (d: RunbookDefinition) => d.diagnostics.map((each) => each.code);
const steps = (d: RunbookDefinition) => [...d.phases, ...d.rollback.phases].map(titles);

describe("layouts that are no Markdown (rule 18)", () => {
  it("reads headings, lists, boxes and folds that are HTML, and says so", () => {
    const d = fixture("html-lists");
    expect(d.title).toBe("Moving the timesheets");
    expect(steps(d)).toEqual([
      ["Announce the window", "Export the open sheets with ./export.sh open"],
      ["Close the old system", "Load the export"],
      ["Open the old system"],
    ]);
    expect(d.phases[0]?.steps[1]?.commands.map(({ text }) => text)).toEqual(["./export.sh open"]);
    expect(stepCalled(d, "Load the export").substeps.map(({ title }) => title)).toEqual([
      "employees",
      "projects",
    ]);
    expect(codes(d)).toContain("read-html");
  });

  it("takes a frame of ASCII or lines away, and reads one with columns as a table", () => {
    const d = fixture("ascii-frame");
    expect(steps(d).flat()).toEqual(
      expect.arrayContaining([
        "Stop the feed",
        "Start the feed on node 2",
        "Start the feed on node 1",
        "Count the messages",
        "Write them down",
      ]),
    );
    expect(steps(d).flat()).toHaveLength(5);
    expect(stepCalled(d, "Count the messages").role).toBe("ops");
    expect(codes(d)).toContain("read-box");
  });

  it("gives boxes back to a list that lost them when it was pasted", () => {
    const d = fixture("pasted-boxes");
    expect(d.title).toBe("Checklist for the mail move");
    expect(steps(d)).toEqual([
      ["Lower the TTL", "Export the aliases"],
      ["Switch the MX record", "Import the aliases"],
    ]);
  });

  it("reads a script as a whole: its parts as phases, its numbers as steps, by hand or not", () => {
    const d = fixture("whole-script");
    expect(d.title).toBe("Move the search index to the new cluster");
    expect(d.phases.map((phase) => [phase.title, titles(phase)])).toEqual([
      ["Prepare", ["Freeze the writers", "Ask the desk to hold uploads"]],
      ["Cutover", ["Copy the index", "Point the alias"]],
    ]);
    expect(stepCalled(d, "Ask the desk to hold uploads").commands).toEqual([]);
    expect(stepCalled(d, "Copy the index").artifacts).toEqual(["copy.log"]);
    expect(d.rollback.phases).toHaveLength(1);
    expect(codes(d)).toContain("read-script");
  });

  it("reads boxes, keycaps and circled or bracketed numbers, and headings that a list follows", () => {
    const d = fixture("drawn-signs");
    expect(d.title).toBe("Printer move");
    expect(steps(d)).toEqual([
      ["用紙を用意する", "配線を確認する"],
      ["旧機を止める", expect.stringContaining("新機を起動する")],
      ["テストページを印刷する", "枚数を数える"],
      ["旧機を起動する", "新機を止める"],
    ]);
    expect(d.phases.map((phase) => phase.ordered)).toEqual([false, true, true]);
    expect(d.rollback.phases).toHaveLength(1);
  });
});

describe("languages (rule 4)", () => {
  it("tells before from after in Chinese, and takes signs off the titles", () => {
    const d = fixture("chinese-before-after");
    expect(d.phases.map((phase) => [phase.kind, titles(phase)])).toEqual([
      ["prepare", ["变量已配置"]],
      ["verify", ["首页可访问"]],
    ]);
  });

  it("finds a step table in a language that nobody listed by what its cells hold", () => {
    const d = fixture("cells-tell");
    expect(titles(d.phases[0])).toEqual(["Sulje vanhat kassat", "Lataa tuoterekisteri", "Avaa uudet kassat"]);
    expect(d.phases[0]?.steps.map((step) => step.durationMinutes)).toEqual([10, 25, 5]);
  });

  it("reads an Italian runbook with its labels, owners, gates and triggers", () => {
    const d = fixture("italian");
    expect([...d.phases, ...d.rollback.phases].map(({ kind }) => kind)).toEqual([
      "preconditions",
      "execute",
      "rollback",
    ]);
    expect(d.phases[1]?.steps[0]).toMatchObject({
      role: "sistemista",
      durationMinutes: 5,
      expected: ["fermo"],
      commands: [{ text: "./portale stop" }],
    });
    expect(d.phases[1]?.steps[1]).toMatchObject({ role: "sistemista", durationMinutes: 20 });
    expect(d.phases[1]?.steps[2]?.optional).toBe(true);
    expect(d.phases[1]?.abortGates.map(({ line }) => line)).toEqual([27]);
    expect(d.rollback.triggers.map(({ line }) => line)).toEqual([32]);
    expect(d.roles.find(({ capability }) => capability === "decider")?.name).toBe("Coordinatore");
    expect(d.hypercare.checks).toHaveLength(1);
  });

  it("reads traditional Chinese, and keeps triggers in groups for what they are", () => {
    const d = fixture("traditional-chinese");
    expect(d.phases.map(({ kind }) => kind)).toEqual(["preconditions", "execute", "verify"]);
    expect(stepCalled(d, "搬移資料")).toMatchObject({ role: "資料組", durationMinutes: 30 });
    expect(d.rollback.triggers.map(({ text }) => text)).toEqual(["登入失敗超過 5 分鐘", "回應變慢"]);
    expect(stepCalled(d, "恢復寫入")).toMatchObject({ role: "資料組", durationMinutes: 10 });
  });
});

describe("credentials that are masked before the text is read (rule 20)", () => {
  it("takes the mask of a key's lines for no bullets", () => {
    const body = "MIIEowIBAAKCAQEA0Z3VS5JJcds3xfn1ygWyF8PbnGy0AHB7MbzxdiUlIyQ9k7Q2";
    const key = `-----BEGIN RSA PRIVATE KEY-----\n${body}\n${body}\n-----END RSA PRIVATE KEY-----`;
    const d = importText(`# Keys\n\n## Steps\n\n1. Drain the queue\n2. Put the key in place\n\n${key}\n`);
    expect(steps(d).flat()).toEqual(["Drain the queue", "Put the key in place"]);
    expect(codes(d)).not.toContain("read-glyphs");
    expect(JSON.stringify(d)).not.toContain(body);
  });
});

describe("what is nothing to carry out (rules 16 and 19)", () => {
  it.each(["essay-principles", "readme-of-a-tool"])("invents no step for %s", (name) => {
    const d = fixture(name);
    expect(steps(d).flat()).toEqual([]);
    expect(codes(d)).toContain("not-a-runbook");
  });

  it("keeps estimates, empty labels and plans of messages out of the steps, and reads the branches of a decision", () => {
    const d = fixture("decision-branches");
    expect(steps(d).flat()).toEqual([
      "Deploy the engine",
      "Smoke tests green",
      "Support is staffed",
      "Deploy the old engine",
    ]);
    expect(d.phases[1]?.abortGates.map(({ text }) => text)).toEqual(["Payments fail"]);
    expect(d.decisionPoints.some(({ implied }) => !implied)).toBe(true);
    expect(d.communications.templates).toMatchObject([{ text: "We begin" }]);
  });
});
