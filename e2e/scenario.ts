import { readFileSync } from "node:fs";
import { join } from "node:path";
import { personFor } from "../lib/testing/person-for";
import { type ApiClient, expect, people } from "./fixtures";

/** What the tests read of a run's state (`GET /api/runs/:id`). */
export interface RunView {
  seq: number;
  headHash: string;
  state: {
    status: string;
    outcome: string | null;
    declaredAt: string | null;
    clearance: { approvals: { name: string; role: string | null }[] } | null;
    mutated: boolean;
    phases: {
      id: string;
      title: string;
      kind: string;
      label: string | null;
      status: string;
      steps: StepView[];
    }[];
    decisionPoints: {
      id: string;
      title: string;
      final: boolean;
      position: string;
      verdict: string | null;
      afterPhaseId: string | null;
    }[];
    poll: { id: string } | null;
    commandOffer: { id: string } | null;
    clocks: { triggerId: string; dueAt: string }[];
    triggers: { id: string; text: string; action: string }[];
    requiredEvidence: { name: string }[];
    evidence: { artifactId: string; name: string; kind: string; visibility: string }[];
    amendment: { id: string } | null;
    waivers: { id: string; ticket: string; status: string }[];
    aborts: { id: string; text: string }[];
    criteria: { id: string; confirmedBy: unknown }[];
    finalRecordFields: { name: string; options: string[] }[];
    roles: {
      key: string;
      name: string;
      capability: string;
      required: boolean;
      holder: { name: string } | null;
    }[];
  };
}

export interface StepView {
  id: string;
  title: string;
  role: string | null;
  status: string;
  attempt: number;
  alternative: string | null;
  verifier: string | null;
  checks: { left: string; op: string; right: string }[];
  noExceptions: boolean;
  mutating: boolean;
  substeps: { id: string; title: string }[];
  fieldDefinitions: { name: string; type: string; options?: string[]; required: boolean }[];
  artifacts: string[];
  commands: { text: string }[];
}

/** The sample runbook of our own, as it lies in the repository. */
export const sampleRunbook = readFileSync(
  join(import.meta.dirname, "../prisma/seed/sample-runbook.md"),
  "utf8",
);

/** A version, as publishing answers with it. */
export interface Published {
  slug: string;
  version: number;
  sha256: string;
}

/**
 * Publishes a document as a runbook of its own, or with a slug as the next version of one, and gives its address;
 * `mark` makes the bytes, and so the hash, unique.
 */
export async function publish(
  author: ApiClient,
  markdown: string,
  mark: string,
  slug?: string,
): Promise<Published> {
  const query = slug === undefined ? "" : `?slug=${slug}`;
  const answer = await author.request.post(`/api/runbooks${query}`, {
    headers: { "content-type": "text/markdown" },
    data: `${markdown}\n<!-- ${mark} -->\n`,
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return answer.json();
}

/** Plans a rehearsal, or what `change` says, with the demo people in every role, matched by the words of its name. */
export async function plan(
  author: ApiClient,
  runbook: { slug: string; version: number },
  title: string,
  change: { kind?: "production"; deputy?: string } = {},
): Promise<string> {
  const version = await author.request.get(`/api/runbooks/${runbook.slug}/versions/${runbook.version}`);
  const { definition } = await version.json();
  const roles = definition.roles.map((role: { key: string; name: string; capability: string }) => ({
    role: role.key,
    email: people[personFor(role)],
  }));
  const t0 = new Date(Date.now() + 60 * 60_000);
  const answer = await author.request.post("/api/runs", {
    data: {
      slug: runbook.slug,
      version: runbook.version,
      kind: "rehearsal",
      title,
      t0: t0.toISOString(),
      timeZone: "Europe/Vienna",
      window: {
        start: new Date(t0.getTime() - 2 * 3_600_000).toISOString(),
        end: new Date(t0.getTime() + 4 * 3_600_000).toISOString(),
      },
      variables: Object.fromEntries(definition.variables.map((name: string) => [name, "rehearsal"])),
      roles,
      ...change,
    },
  });
  expect(answer.status(), await answer.text()).toBe(201);
  return (await answer.json()).runId;
}

export async function view(client: ApiClient, runId: string): Promise<RunView> {
  const answer = await client.request.get(`/api/runs/${runId}`);
  expect(answer.ok()).toBe(true);
  return answer.json();
}

export function allSteps(run: RunView): StepView[] {
  return run.state.phases.flatMap((phase) => phase.steps);
}

/** Every blank of a step filled with something that its type allows, and what its checks want of values without a blank. */
export function filled(step: StepView): Record<string, string> {
  const wanted = step.checks.filter(({ op }) => ["==", "<=", ">="].includes(op));
  return {
    ...Object.fromEntries(wanted.map(({ left, right }) => [left, right])),
    ...blanksFilled(step),
  };
}

function blanksFilled(step: StepView): Record<string, string> {
  return Object.fromEntries(
    step.fieldDefinitions
      .filter((field) => field.type !== "outcome")
      .map((field) => [
        field.name,
        field.type === "number"
          ? "0"
          : field.type === "timestamp"
            ? new Date().toISOString()
            : (field.options?.[0] ?? "filled"),
      ]),
  );
}
