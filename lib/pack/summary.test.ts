import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { describe, expect, it } from "vitest";
import type { RunEvent } from "../run/events";
import { emptyDigest, type LogDigest, takeEvent } from "./log-digest";
import { markdownCode, markdownText } from "./markdown-text";
import { randomLog, SampleLog } from "./sample-pack.test-support";
import { buildSummary } from "./summary";
import { summaryMarkdown } from "./summary-markdown";

function digestOf(log: SampleLog): LogDigest {
  const digest = emptyDigest();
  for (const { body, hash } of log.lines) takeEvent(digest, JSON.parse(body) as RunEvent, hash);
  return digest;
}

interface Node {
  type: string;
  value?: string;
  url?: string;
  children?: Node[];
}

function parse(markdown: string): Node {
  return fromMarkdown(markdown, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] }) as Node;
}

function nodes(node: Node): Node[] {
  return [node, ...(node.children ?? []).flatMap(nodes)];
}

/** Links that lead elsewhere than what is read. An address that a reader's own tool makes clickable is no such. */
function hiddenLinks(tree: Node): Node[] {
  const plain = (url: string) => url.replace(/^(mailto:|http:\/\/(?=www\.))/i, "");
  return nodes(tree).filter(
    (node) => node.type === "link" && plain(node.url ?? "") !== plain(readText(node)),
  );
}

function readText(node: Node): string {
  return node.value ?? (node.children ?? []).map(readText).join("");
}

describe("the summary of a run", () => {
  it("names the run, its versions, its head, its decisions and its evidence", () => {
    const log = randomLog(12);
    const summary = buildSummary(digestOf(log));
    expect(summary).toMatchObject({
      format: "holdpoint.summary.1",
      run: { id: "run-1", kind: "rehearsal", sealed: false },
      log: { headSeq: log.lines.length, headHash: log.head },
    });
    expect(summary.runbook.versions).toEqual([
      { slug: "sample", version: 1, sha256: log.state.runbook.sha256, fromSeq: 1 },
    ]);
    expect(summary.decisions.length).toBe(log.state.decisions.length);
    expect(summary.decisions.at(-1)).toMatchObject({ verdict: "hold", decider: "Ada" });
    expect(summary.evidence.map(({ name }) => name)).toContain("first.log");
  });

  it("is the same whenever it is made from the same log", () => {
    const log = randomLog(13);
    expect(buildSummary(digestOf(log))).toEqual(buildSummary(digestOf(log)));
  });

  it("tells what was missed and where the run departed from its plan", () => {
    const log = new SampleLog()
      .send("ic", { type: "StartRun", payload: {} })
      .send("deployer", { type: "ObserveTrigger", payload: { triggerId: "payouts" } })
      .send("deployer", { type: "FailStep", payload: { stepId: "access", reason: "no VPN" } })
      .send("deployer", { type: "RetryStep", payload: { stepId: "access", reason: "VPN is back" } });
    log.wait(10).send("system", { type: "ExpireDecisionClock", payload: { triggerId: "payouts" } });
    const summary = buildSummary(digestOf(log));
    expect(summary.missed).toMatchObject([
      { kind: "decision-clock", text: expect.stringContaining("Trigger payouts") },
    ]);
    expect(summary.departures).toMatchObject([{ kind: "retry", by: ["Ben"] }]);
    expect(summaryMarkdown(summary)).toContain("VPN is back");
  });

  it("lets nobody's words be anything but words in Markdown", () => {
    const hostile = [
      "<script>alert(1)</script>",
      "[click](javascript:alert(1))",
      "![x](http://evil.example/p.png)",
      "| a | b |",
      "# heading",
      "https://evil.example and www.evil.example a@evil.example",
      "**bold** __it__ ~~s~~ `code` ***",
      "&lt;b&gt; &#60;",
      "1. list",
      "- list\n- list",
      "[^1]: note [ref]: x",
      "=HYPERLINK(1)",
      "---",
      "\\",
    ];
    const log = new SampleLog().send("ic", { type: "StartRun", payload: {} });
    for (const text of hostile)
      log.send(
        "ic",
        { type: "Decide", payload: { verdict: "hold", reason: text } },
        { type: "Decide", payload: { verdict: "resume", reason: text } },
      );
    const markdown = summaryMarkdown(buildSummary(digestOf(log)));
    const found = new Set(nodes(parse(markdown)).map(({ type }) => type));
    for (const type of [
      "html",
      "image",
      "delete",
      "emphasis",
      "footnoteReference",
      "definition",
      "linkReference",
    ]) {
      expect(found, type).not.toContain(type);
    }
    expect(hiddenLinks(parse(markdown))).toEqual([]);
    const read = readText(parse(markdown));
    for (const text of hostile) expect(read).toContain(text.replace(/\n/g, " "));
  });

  it("names what was not computed, in the run and in what a decision rested on", () => {
    const log = randomLog(12);
    const digest = digestOf(log);
    const [phase] = digest.state.phases;
    const [first] = phase?.steps ?? [];
    if (!phase || !first) throw new Error("the run has a step");
    const unknown = { ...first, status: "passed" as const, notComputed: ["failures == 0"] };
    const phases = [{ ...phase, steps: [unknown] }];
    const rested = { stepId: first.id, title: first.title, checks: ["failures == 0"], accepted: true };
    const decisions = digest.state.decisions.map((each) => ({ ...each, notComputed: [rested] }));
    const summary = buildSummary({ ...digest, state: { ...digest.state, phases, decisions } });
    expect(summary.notComputed).toEqual([{ step: first.title, checks: ["failures == 0"], accepted: false }]);
    expect(summary.decisions[0]?.notComputed).toMatchObject([{ accepted: true }]);
    const markdown = summaryMarkdown(summary);
    expect(markdown).toMatch(/## Not computed\n\n- .*PASS with failures .*0 not computed\n/);
    expect(markdown).toMatch(/Rested on .* not computed \(accepted by the decider\)/);
  });

  it("escapes any text so that a Markdown reader reads it as it was typed", () => {
    const visible = (text: string) =>
      text
        .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
        .replace(/\s+/g, " ")
        .trim();
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 60 }),
          fc.string({ unit: fc.constantFrom(..."*_[]()<>`|~#!-+1.&;:/ waht@\\\"'="), maxLength: 40 }),
        ),
        (typed) => {
          const tree = parse(`- x ${markdownText(typed)} x`);
          expect(visible(readText(tree))).toBe(visible(`x ${typed} x`));
          const kinds = nodes(tree).map(({ type }) => type);
          const allowed = ["root", "list", "listItem", "paragraph", "text", "link"];
          expect(kinds.filter((kind) => !allowed.includes(kind))).toEqual([]);
          expect(hiddenLinks(tree)).toEqual([]);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("keeps a code span closed, whatever stands in it", () => {
    for (const text of ["a`b", "``", "`x`", "a | b", "plain"]) {
      const inline = nodes(parse(`x ${markdownCode(text.replace("|", ""))} y`)).filter(
        ({ type }) => type === "inlineCode",
      );
      expect(inline.map(({ value }) => value)).toEqual([text.replace("|", "")]);
    }
  });
});
