import { createHash, randomUUID } from "node:crypto";
import { personFor } from "../lib/testing/person-for";
import { type ApiClient, expect, type PersonName } from "./fixtures";
import { allSteps, filled, type StepView, view } from "./scenario";

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

  /** Sends a command that has to be refused, and gives the refusal. */
  async refused(person: PersonName, type: string, payload: object = {}) {
    const answer = await (await this.as(person)).command(this.runId, type, payload);
    expect(answer.status, `${person} ${type} was taken`).toBeGreaterThanOrEqual(400);
    return answer.body.error;
  }

  /** Attaches bytes, for a step or for the run. */
  async upload(person: PersonName, name: string, data: string, query: Record<string, string> = {}) {
    const { request } = await this.as(person);
    const answer = await request.post(
      `/api/runs/${this.runId}/evidence?${new URLSearchParams({ name, ...query })}`,
      { headers: { "content-type": "application/octet-stream" }, data },
    );
    expect(answer.status(), await answer.text()).toBe(201);
  }

  /** The step whose title or command has these words. */
  async find(words: RegExp): Promise<StepView & { phaseTitle: string }> {
    for (const phase of (await this.state()).state.phases) {
      const step = phase.steps.find(
        ({ title, commands }) => words.test(title) || commands.some(({ text }) => words.test(text)),
      );
      if (step) return { ...step, phaseTitle: phase.title };
    }
    throw new Error(`no step like ${words}`);
  }

  async state() {
    return view(await this.as("ic"), this.runId);
  }

  /** Who does this step: the holder of its role, or the deployer where anyone may. */
  async owner(step: StepView): Promise<PersonName> {
    return this.holder(step.role);
  }

  private async holder(key: string | null): Promise<PersonName> {
    const { state } = await this.state();
    const role = state.roles.find((candidate) => candidate.key === key);
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
    if (step.verifier) await this.must(await this.holder(step.verifier), "VerifyStep", { stepId });
  }

  /** Takes this way where a step is one of several and none is chosen. */
  private async choose(step: StepView): Promise<void> {
    if (step.alternative === null) return;
    const ways = allSteps(await this.state()).filter(({ alternative }) => alternative === step.alternative);
    if (ways.some(({ status }) => status === "not-applicable")) return;
    await this.must("ic", "ChooseAlternative", { stepId: step.id, reason: "As agreed" });
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
      await this.choose(step);
      await this.do(step);
    }
  }

  /** Does every open step of the phases of a kind. */
  async finish(kind: string): Promise<void> {
    const { state } = await this.state();
    for (const phase of state.phases.filter((candidate) => candidate.kind === kind))
      for (const step of phase.steps) if (!isDone(step)) await this.do(step);
  }

  /** Confirms what is left of the criteria, fills and signs the final record, and closes the run. */
  async close(): Promise<void> {
    const { criteria, finalRecordFields, declaredAt, status } = (await this.state()).state;
    for (const { id, confirmedBy } of criteria)
      if (!confirmedBy) await this.must("ic", "ConfirmCriterion", { criterionId: id });
    if (status === "hypercare" && !declaredAt) await this.must("ic", "DeclareComplete");
    const fields = finalRecordFields.map(({ name, options }) => [name, options[0] ?? "none"]);
    await this.must("ic", "SignFinalRecord", { fields: Object.fromEntries(fields) });
    await this.must("ic", "CloseRun");
  }

  /** From the start to the end as complete. */
  async rehearse(): Promise<void> {
    await this.must("ic", "StartRun");
    await this.walkUntil(() => false);
    await this.fileEvidence();
    const final = (await this.state()).state.decisionPoints.find((point) => point.final);
    await this.must("ic", "Decide", { verdict: "go", reason: "All of it holds", decisionPointId: final?.id });
    await this.close();
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
