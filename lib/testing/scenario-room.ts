import { expect } from "vitest";
import type { PackReport } from "../pack/finding";
import { verifyZip } from "../pack/verify-zip";
import type { RunState } from "../run/state";
import { blanksOf } from "../run/step-completion";
import type { StepState } from "../run/step-state";
import { type ApiFixture, errorOf, type Reply } from "./api-fixture";
import { personFor } from "./person-for";

type Json = Record<string, unknown>;

export interface Published {
  slug: string;
  version: number;
  sha256: string;
  definition: { roles: { key: string; name: string; capability: string }[]; variables: string[] };
}

/** Publishes a document as the author; a slug makes it the next version of that runbook. */
export async function publish(api: ApiFixture, markdown: string, slug?: string): Promise<Published> {
  const query = slug === undefined ? "" : `?slug=${slug}`;
  const reply = await api.post(`/api/runbooks${query}`, {
    as: "author",
    body: markdown,
    headers: { "content-type": "text/markdown" },
  });
  expect(reply.status, reply.text).toBe(201);
  return reply.json as Published;
}

const main = ["preconditions", "prepare", "execute", "verify", "decide"];
const done = (step: StepState) => ["passed", "warned", "not-applicable"].includes(step.status);

/** A planned run and its people, each at their own sign-in, who do over HTTP what a room does. */
export class ScenarioRoom {
  private constructor(
    private readonly api: ApiFixture,
    readonly runId: string,
  ) {}

  /** Plans a run of a version with the demo's people in all roles; T-0 is an hour ahead, inside a window of six. */
  static async plan(api: ApiFixture, runbook: Published, change: Json = {}): Promise<ScenarioRoom> {
    const hour = 3_600_000;
    const now = api.services.clock.now();
    const iso = (hours: number) => new Date(now + hours * hour).toISOString();
    const reply = await api.post("/api/runs", {
      as: "author",
      json: {
        slug: runbook.slug,
        version: runbook.version,
        kind: "rehearsal",
        title: "The night",
        t0: iso(1),
        timeZone: "Europe/Vienna",
        window: { start: iso(-1), end: iso(5) },
        variables: Object.fromEntries(runbook.definition.variables.map((name) => [name, "rehearsal"])),
        roles: runbook.definition.roles.map((role) => ({
          role: role.key,
          email: `${personFor(role)}@holdpoint.test`,
        })),
        ...change,
      },
    });
    expect(reply.status, reply.text).toBe(201);
    return new ScenarioRoom(api, (reply.json as { runId: string }).runId);
  }

  /** Sends a command that has to be taken. */
  async must(who: string, type: string, payload: Json = {}): Promise<void> {
    const reply = await this.api.command(this.runId, who, { type, ...payload });
    expect(reply.status, `${who} ${type}: ${reply.text}`).toBe(200);
  }

  /** Sends a command that has to be refused, and gives the refusal. */
  async refused(who: string, type: string, payload: Json = {}) {
    const reply = await this.api.command(this.runId, who, { type, ...payload });
    expect(reply.status, `${who} ${type} was taken`).toBeGreaterThanOrEqual(400);
    expect(reply.status, reply.text).toBeLessThan(500);
    return errorOf(reply);
  }

  async state(): Promise<RunState> {
    const reply = await this.api.get(`/api/runs/${this.runId}`, { as: "ic" });
    expect(reply.status, reply.text).toBe(200);
    return (reply.json as { state: RunState }).state;
  }

  /** The first step of the run whose title or command has these words. */
  async step(words: RegExp): Promise<StepState> {
    const { phases } = await this.state();
    const steps = phases.flatMap((phase) => phase.steps);
    const found = steps.find(
      (step) => words.test(step.title) || step.commands.some((command) => words.test(command.text)),
    );
    if (!found) throw new Error(`no step like ${words}: ${steps.map((step) => step.title).join(" | ")}`);
    return found;
  }

  /** Sends bytes as evidence, for a step or for the run. */
  upload(who: string, name: string, content: string, stepId?: string): Promise<Reply> {
    const query = new URLSearchParams({ name, ...(stepId === undefined ? {} : { step: stepId }) });
    return this.api.post(`/api/runs/${this.runId}/evidence?${query}`, {
      as: who,
      body: content,
      headers: { "content-type": "application/octet-stream" },
    });
  }

  async mustUpload(who: string, name: string, content = `${name}\nall quiet\n`, stepId?: string) {
    const reply = await this.upload(who, name, content, stepId);
    expect(reply.status, `${name}: ${reply.text}`).toBe(201);
  }

  /** What the document wants filed, by upload or, for dumps, by reference. */
  async file(name: string, stepId?: string): Promise<void> {
    const { requiredEvidence, roles } = await this.state();
    const operator = roles.find((role) => role.capability === "operator");
    const who = operator ? personFor(operator) : "ic";
    if (requiredEvidence.find((item) => item.name === name)?.kind !== "reference") {
      return this.mustUpload(who, name, undefined, stepId);
    }
    const payload = { name, location: `vault/${name}`, sha256: "ab".repeat(32), size: 4096, stepId };
    return this.must(who, "AttachEvidence", payload);
  }

  async owner(step: StepState): Promise<string> {
    const { roles } = await this.state();
    const role = roles.find((each) => (step.role ? each.key === step.role : each.capability === "operator"));
    return role ? personFor(role) : "ic";
  }

  /** Values that a careful operator would enter: what the checks want, else something of the blank's type. */
  values(step: StepState): Record<string, string> {
    const blanks = blanksOf(step).map(({ key, field }) => {
      const value = { number: "7", timestamp: "2026-11-22T02:00:00Z", choice: field.options?.[0] ?? "-" };
      return [key, field.type in value ? value[field.type as keyof typeof value] : "as it was"] as const;
    });
    const wanted = step.checks.filter((check) => !check.pair && ["==", "<=", ">="].includes(check.op));
    return { ...Object.fromEntries(blanks), ...Object.fromEntries(wanted.map((c) => [c.left, c.right])) };
  }

  /** Does a step as it should be done: sub-steps, artifacts, blanks, PASS, and its verification. */
  async pass(step: StepState): Promise<void> {
    const who = await this.owner(step);
    for (const { id } of step.substeps) {
      await this.must(who, "RecordSubstep", { stepId: step.id, substepId: id, result: "pass" });
    }
    const filed = (await this.state()).evidence.map((item) => item.name);
    for (const name of step.artifacts) if (!filed.includes(name)) await this.file(name, step.id);
    await this.must(who, "PassStep", { stepId: step.id, fields: this.values(step) });
  }

  /** Files everything that the document wants and nobody has brought. */
  async fileEvidence(
    only: (item: RunState["requiredEvidence"][number]) => boolean = () => true,
  ): Promise<void> {
    const { requiredEvidence, evidence } = await this.state();
    const filed = new Set(evidence.map((item) => item.name));
    for (const item of requiredEvidence.filter((each) => only(each) && !filed.has(each.name))) {
      await this.file(item.name);
    }
  }

  /** Gives what a point asks for and takes it by GO. */
  async go(decisionPointId: string, reason = "All of it holds"): Promise<void> {
    const state = await this.state();
    const point = state.decisionPoints.find((each) => each.id === decisionPointId);
    for (const key of point?.signOffs ?? []) {
      const role = state.roles.find((each) => each.key === key);
      if (role)
        await this.must(personFor(role), "SignOff", {
          subject: decisionPointId,
          statement: "I have read it",
        });
    }
    await this.must("ic", "Decide", { verdict: "go", reason, decisionPointId });
  }

  /** Does the main line in order until `stop` says so, taking start and intermediate points by GO. */
  async walkUntil(stop: (step: StepState) => boolean): Promise<StepState | null> {
    for (;;) {
      const state = await this.state();
      const phases = state.phases.filter((phase) => main.includes(phase.kind));
      const phase = phases.find((each) => !each.steps.every(done));
      const point = state.decisionPoints.find((each) => each.verdict === null && !each.final);
      const reach = phases.findIndex((each) => each.id === point?.afterPhaseId);
      if (point && (!phase || phases.indexOf(phase) > reach)) {
        await this.go(point.id);
        continue;
      }
      const step = phase?.steps.find((each) => !done(each));
      if (!step || stop(step)) return step ?? null;
      await this.pass(step);
    }
  }

  /** Does all open steps of the phases of these kinds. */
  async finish(...kinds: string[]): Promise<void> {
    for (;;) {
      const { phases } = await this.state();
      const steps = phases.filter((phase) => kinds.includes(phase.kind)).flatMap((phase) => phase.steps);
      const step = steps.find((each) => !done(each));
      if (!step) return;
      await this.pass(step);
    }
  }

  /** The run's evidence pack, held by the verifier against the decisions that went out of the house. */
  async verifiedPack(): Promise<PackReport> {
    const { decisions } = await this.state();
    const reply = await this.api.get(`/api/runs/${this.runId}/pack`, { as: "ic" });
    expect(reply.status, reply.text.slice(0, 500)).toBe(200);
    return verifyZip(reply.bytes, { heads: decisions.map((decision) => decision.basis.headHash) });
  }

  /** Fills the final record by the template, the given fields first. */
  async sign(fields: Record<string, string> = {}): Promise<void> {
    const { finalRecordFields } = await this.state();
    const filled = finalRecordFields.map(({ name, options }) => [name, fields[name] ?? options[0] ?? "none"]);
    await this.must("ic", "SignFinalRecord", { fields: Object.fromEntries(filled) });
  }
}
