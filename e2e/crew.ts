import { createHash, randomUUID } from "node:crypto";
import { type ApiClient, expect, type PersonName } from "./fixtures";
import { allSteps, filled, personFor, type StepView, view } from "./scenario";

type Result = "pass" | "fail";

/** The people of a run at their scripts: what the browsers of a scenario need not do again is done through the API. */
export class Crew {
  private clients = new Map<PersonName, ApiClient>();

  constructor(
    readonly runId: string,
    private readonly api: (person: PersonName) => Promise<ApiClient>,
  ) {}

  async as(person: PersonName): Promise<ApiClient> {
    const known = this.clients.get(person);
    if (known) return known;
    const client = await this.api(person);
    this.clients.set(person, client);
    return client;
  }

  async must(person: PersonName, type: string, payload: object = {}): Promise<void> {
    const answer = await (await this.as(person)).command(this.runId, type, payload);
    expect(answer.status, `${person} ${type}: ${JSON.stringify(answer.body)}`).toBe(200);
  }

  async state() {
    return view(await this.as("ic"), this.runId);
  }

  /** Who does this step: the holder of its role, or the deployer where anyone may. */
  async owner(step: StepView): Promise<PersonName> {
    const { state } = await this.state();
    const role = state.roles.find((candidate) => candidate.key === step.role);
    return role ? personFor(role) : "deployer";
  }

  /** Fills, attaches and passes a step; `fail` fails it instead. */
  async do(step: StepView, result: Result = "pass"): Promise<void> {
    const person = await this.owner(step);
    const stepId = step.id;
    if (result === "fail") return this.must(person, "FailStep", { stepId, reason: "It did not work" });
    for (const { id: substepId } of step.substeps)
      await this.must(person, "RecordSubstep", { stepId, substepId, result: "pass" });
    for (const name of step.artifacts) {
      const sha256 = createHash("sha256").update(`${name} ${randomUUID()}`).digest("hex");
      await this.must(person, "AttachEvidence", {
        stepId,
        name,
        location: `/logs/${name}`,
        sha256,
        size: 1200,
      });
    }
    await this.must(person, "PassStep", { stepId, fields: filled(step) });
  }

  private async attach(person: PersonName, name: string, stepId?: string): Promise<void> {
    const sha256 = createHash("sha256").update(`${name} ${randomUUID()}`).digest("hex");
    await this.must(person, "AttachEvidence", {
      stepId,
      name,
      location: `/logs/${name}`,
      sha256,
      size: 1200,
    });
  }

  /** Attaches what the document wants filed and no step has brought. */
  async fileEvidence(): Promise<void> {
    const { state } = await this.state();
    const filed = new Set(state.evidence.map((item) => item.name));
    for (const { name } of state.requiredEvidence) if (!filed.has(name)) await this.attach("deployer", name);
  }

  /** Does every open step of the main line in order until `stop` says so, taking start and intermediate points by GO. */
  async walkUntil(stop: (step: StepView) => boolean): Promise<void> {
    for (;;) {
      const run = await this.state();
      const main = run.state.phases.filter((phase) =>
        ["preconditions", "prepare", "execute", "verify", "decide"].includes(phase.kind),
      );
      const phase = main.find((candidate) => candidate.steps.some((step) => !isDone(step)));
      const point = run.state.decisionPoints.find(
        (candidate) => candidate.verdict === null && !candidate.final,
      );
      const pointIndex = point ? main.findIndex((candidate) => candidate.id === point.afterPhaseId) : -1;
      if (point && (!phase || main.indexOf(phase) > pointIndex)) {
        await this.must("ic", "Decide", {
          verdict: "go",
          reason: "All of it holds",
          decisionPointId: point.id,
        });
        continue;
      }
      const step = phase?.steps.find((candidate) => !isDone(candidate));
      if (!step || stop(step)) return;
      await this.do(step);
    }
  }

  async step(id: string): Promise<StepView> {
    const found = allSteps(await this.state()).find((step) => step.id === id);
    if (!found) throw new Error(`no step ${id}`);
    return found;
  }
}

function isDone(step: StepView): boolean {
  return ["passed", "warned", "not-applicable"].includes(step.status);
}
