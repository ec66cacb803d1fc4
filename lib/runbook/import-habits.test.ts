import { describe, expect, it } from "vitest";
import { importText, stepCalled, titles } from "./fixture.test-support";

const lines = (...text: string[]) => importText(text.join("\n"));

describe("habits of strangers", () => {
  it("takes a list of links into the document for its contents, in any language", () => {
    const d = lines(
      "# Umzugsplan Checkliste",
      "## Wegweiser",
      "1. [Sichern](#sichern)",
      "2. [Umziehen](#umziehen)",
      "## Durchführung",
      "1. Dienst stoppen",
      "2. Dienst starten",
    );
    expect(d.phases.map(titles)).toEqual([["Dienst stoppen", "Dienst starten"]]);
  });

  it("keeps numbered conditions below a heading of triggers, and reads the way back beside them", () => {
    const d = lines(
      "# Cutover runbook",
      "## Execute",
      "1. Stop the queue",
      "2. Start the new queue",
      "## Rollback triggers",
      "### Critical (immediate rollback)",
      "1. Half of the features broken",
      "2. Rows missing",
      "### Rollback procedure",
      "1. Stop the new queue",
      "2. Start the old queue",
    );
    expect(d.rollback.triggers.map((trigger) => trigger.line)).toEqual([7, 8]);
    expect(d.rollback.phases.flatMap(titles)).toEqual(["Stop the new queue", "Start the old queue"]);
  });

  it("finds triggers under sub-headings of a section about troubles, and no steps among the troubles", () => {
    const d = lines(
      "# Cutover runbook",
      "## Execute",
      "1. Stop the queue",
      "## Troubleshooting",
      "### If the canary does not start",
      "```bash",
      "kubectl describe pods",
      "```",
      "### Rollback triggers",
      "#### At once",
      "- Nobody can sign in",
    );
    expect(d.phases.flatMap(titles)).toEqual(["Stop the queue"]);
    expect(d.rollback.triggers.map((trigger) => trigger.text)).toEqual(["Nobody can sign in"]);
  });

  it("reads the criteria of a decision as criteria, and nobody ticks them off", () => {
    const d = lines(
      "# Failover runbook",
      "## Decision criteria",
      "Begin when any of these lasts for ten minutes:",
      "1. The primary site is gone",
      "2. The network to it is lost",
      "## Failover",
      "1. Promote the replica",
      "2. Update DNS",
    );
    expect(d.phases.map(titles)).toEqual([["Promote the replica", "Update DNS"]]);
    expect(d.decisionPoints[0]?.criteria.map((each) => each.text)).toEqual([
      "The primary site is gone",
      "The network to it is lost",
    ]);
  });

  it("reads bullets below Validate and Traffic shift as steps of their own phases", () => {
    const d = lines(
      "# Cutover checklist",
      "## Execute",
      "- Run the dump",
      "- Restore the dump",
      "## Validate",
      "- Row counts match",
      "- Sign-in works",
      "## Traffic shift",
      "- Point DNS to the new balancer",
    );
    expect(d.phases.map((phase) => [phase.kind, phase.steps.length])).toEqual([
      ["execute", 2],
      ["verify", 2],
      ["execute", 1],
    ]);
  });

  it("executes the rollout of a canary, and may only do so after GO", () => {
    const d = lines(
      "# Release runbook",
      "## Stage 1: Canary rollout",
      "```bash",
      "kubectl set image deployment/shop shop=registry/shop:2",
      "```",
    );
    expect(d.phases[0]).toMatchObject({ kind: "execute", steps: [{ mutating: true }] });
  });

  it("reads a bold counted line with its commands as one step", () => {
    const d = lines(
      "# Переключение",
      "## Процедура отката",
      "**Шаг 1: Вернуть трафик**",
      "```bash",
      "# Применить",
      "nginx -s reload",
      "# Проверить",
      "curl http://a.example/health",
      "```",
    );
    expect(stepCalled(d, "Вернуть трафик").commands).toHaveLength(2);
  });

  it("reads a sentence with its labelled command as a step", () => {
    const step = stepCalled(
      lines(
        "# Upgrade runbook",
        "## Main actions",
        "Stop the pool. Command: `systemctl stop pool`",
        "",
        "Wait.",
      ),
      "Stop the pool. Command: systemctl stop pool",
    );
    expect(step.commands.map((command) => command.text)).toEqual(["systemctl stop pool"]);
  });

  it("reads code that was copied with the name of its language and without its fence", () => {
    const d = lines(
      "Runbook: Rückkehr",
      "",
      "Methode 1: Über Git",
      "bash",
      "# Zurück",
      "git revert HEAD",
      "Ende.",
    );
    expect(d.phases.flatMap((phase) => phase.steps).flatMap((step) => step.commands)).toMatchObject([
      { text: "git revert HEAD" },
    ]);
    expect(d.diagnostics.map(({ code }) => code)).toContain("read-pasted-code");
  });

  it("counts an untagged block with long calls as commands", () => {
    const block = [
      "```",
      "curl -s -X POST \\",
      "  -H 'A: b' \\",
      "  -d '{}' \\",
      "  http://a.example/go",
      "```",
    ];
    const step = stepCalled(
      lines("# Runbook", "## Steps", "1. Ask for a token", ...block),
      "Ask for a token",
    );
    expect(step.commands).toHaveLength(1);
  });

  it("reads bullets that order in other languages than English", () => {
    const d = lines(
      "# Migration der Postfächer",
      "## Konten einrichten",
      "- Anlegen Konten gemäss Liste",
      "- Zugangsdaten exportieren",
      "## Cuentas",
      "- Verificar las cuentas",
      "- Avisar a los usuarios",
      "## Почта",
      "- Остановить приём писем",
      "- Проверить очередь",
    );
    expect(d.phases.map((phase) => phase.steps.length)).toEqual([2, 2, 2]);
  });

  it("bars what takes something away until GO, also in a phase that checks", () => {
    const d = lines(
      "# Cutover runbook",
      "## Execute",
      "1. Start the new service",
      "## Post-cutover validation",
      "1. Verify sign-in",
      "2. Decommission the old servers",
    );
    expect(stepCalled(d, "Decommission the old servers").mutating).toBe(true);
    expect(stepCalled(d, "Verify sign-in").mutating).toBe(false);
  });

  it("knows a form's switch from its failing", () => {
    const d = lines(
      "# Runbook",
      "## Rollback",
      "1. Look",
      "   ```bash",
      "   curl -f http://a.example/health",
      "   ```",
    );
    expect(stepCalled(d, "Look").mutating).toBe(false);
  });
});
