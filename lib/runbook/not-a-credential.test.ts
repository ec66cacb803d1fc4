import { describe, expect, it } from "vitest";
import { annotate } from "@/components/runbook/source-draft";
import { completionsAt } from "./complete";
import { importText, stepCalled } from "./fixture.test-support";
import { maskCredentials } from "./mask-credentials";
import { secretSpans } from "./secret-spans";

const TEXT = [
  "# Cutover",
  "",
  "## Execute",
  "",
  "1. Start the job with `API_KEY=demo-key-123456`",
  "   ```bash",
  "   curl -H 'Authorization: Bearer abcdef0123456789abcdef' https://a.example/start",
  "   ```",
  "2. Watch the queue",
].join("\n");
const credentials = (text: string) =>
  importText(text).diagnostics.filter((each) => each.code.includes("credential"));

describe("a literal that its author declares to be no credential", () => {
  it("is offered as the correction of the error, and the error is then a remark", () => {
    const [first, ...rest] = credentials(TEXT);
    expect(rest).toHaveLength(1);
    expect(first).toMatchObject({
      line: 5,
      severity: "error",
      suggestion: {
        line: 5,
        annotation: "<!-- hp: not-a-credential -->",
        label: "It is no credential: show it",
      },
    });
    const after = credentials(annotate(TEXT, 5, "<!-- hp: not-a-credential -->"));
    expect(after.map(({ line, severity, code }) => [line, severity, code])).toEqual([
      [5, "info", "declared-no-credential"],
      [7, "error", "credential"],
    ]);
  });

  it("is shown as it stands, in its command without the comment, and covered on no screen", () => {
    const text = [5, 7].reduce((each, line) => annotate(each, line, "<!-- hp: not-a-credential -->"), TEXT);
    const step = stepCalled(importText(text), "Start the job with API_KEY=demo-key-123456");
    expect(step.commands.map((command) => command.text).join("\n")).toContain(
      "Bearer abcdef0123456789abcdef'",
    );
    expect(JSON.stringify(step)).not.toContain("not-a-credential");
    expect(secretSpans(text)).toEqual([]);
  });

  it("speaks for its own line alone", () => {
    const masked = maskCredentials("API_KEY=abc123def <!-- hp: not-a-credential -->\nAPI_KEY=abc123def");
    expect(masked.text.split("\n")[0]).toContain("abc123def");
    expect(masked.text.split("\n")[1]).not.toContain("abc123def");
    expect(masked.found).toEqual([{ line: 2, kind: "assigned-secret" }]);
    expect(masked.declared).toEqual([{ line: 1, kind: "assigned-secret" }]);
  });

  it.each([
    "API_KEY=abc123def not-a-credential",
    "API_KEY=abc123def <!-- not-a-credential -->",
    'API_KEY=abc123def <!-- hp: condition="not-a-credential" -->',
  ])("needs the annotation itself: %s stays masked", (text) =>
    expect(maskCredentials(text).text).not.toContain("abc123def"),
  );

  it("stands beside other annotations of the line", () =>
    expect(maskCredentials("- API_KEY=abc123def <!-- hp: optional not-a-credential -->").found).toEqual([]));

  it("is never a private key", () => {
    const text = "-----BEGIN PRIVATE KEY----- <!-- hp: not-a-credential -->\nMIIB\n-----END PRIVATE KEY-----";
    expect(maskCredentials(text).found).toEqual([{ line: 1, kind: "private-key" }]);
    expect(maskCredentials(text).text).not.toContain("MIIB");
    expect(credentials(text)[0]?.suggestion).toBeUndefined();
  });

  it("is completed in the editor", () => {
    const names = { roles: [], steps: [], artifacts: [], variables: [], streams: [], choices: [] };
    const offered = completionsAt("- x <!-- hp: not", names)?.options.map(({ text }) => text);
    expect(offered).toContain("not-a-credential");
  });
});
