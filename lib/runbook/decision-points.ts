import type { DecisionPointDefinition, RoleDefinition } from "../run/definition";
import { annotationValue } from "./annotations";
import { correctPhase } from "./corrections";
import { newDecision } from "./decision-marks";
import type { DecisionDraft, ImportDraft, PhaseDraft } from "./draft";
import { addRole, roleKey } from "./roles";
import { slug } from "./slug";

const GO_LIVE = "Go-live decision";
const ORDERED = new Set(["preconditions", "prepare", "execute", "verify", "decide"]);

/** Names of those who sign are roles of the run, even where no list declares them. */
export function collectSignOffs(draft: ImportDraft): void {
  for (const phase of draft.phases) annotatedDecision(phase, draft);
  for (const decision of draft.decisions)
    for (const name of [...decision.signOffNames, ...decision.pollNames])
      addRole(draft, name, null, decision.line, false);
}

/** `<!-- hp: decision … -->` behind a phase's heading: a decision is taken once the phase is done. */
function annotatedDecision(phase: PhaseDraft, draft: ImportDraft): void {
  const { annotation } = phase.section;
  if (annotation?.decision !== true || !ORDERED.has(phase.def.kind)) return;
  let decision = draft.decisions.find((each) => each.afterPhase === phase);
  if (decision === undefined) {
    const title = `${phase.def.title} — GO / NO-GO`;
    decision = newDecision(title, "annotation", phase.def.line, phase);
    draft.decisions.push(decision);
  }
  decision.title = annotation.decisionTitle ?? decision.title;
  decision.pollNames.push(...annotation.poll);
  decision.signOffNames.push(...annotation.signOff);
}

/** One decision point per place: the marks of headings, lines and gates that stand after the same phase are one. */
function mergeDecisions(draft: ImportDraft): DecisionDraft[] {
  for (const phase of draft.phases) {
    if (!phase.goNoGo || phase.def.kind === "preconditions" || phase.def.kind === "hypercare") continue;
    if (draft.decisions.some((decision) => decision.afterPhase === phase)) continue;
    draft.decisions.push(newDecision(`${phase.def.title} — GO / NO-GO`, "mark", phase.def.line, phase));
  }
  const byPhase = new Map<PhaseDraft | null, DecisionDraft>();
  const inOrder = [...draft.decisions].sort((a, b) => rank(b) - rank(a) || a.line - b.line);
  for (const decision of inOrder) {
    const known = byPhase.get(decision.afterPhase);
    if (known === undefined) {
      byPhase.set(decision.afterPhase, decision);
      continue;
    }
    known.criteria.push(
      ...decision.criteria.filter((each) => !known.criteria.some((other) => other.text === each.text)),
    );
    known.statement ??= decision.statement;
    known.offset ??= decision.offset;
    known.signOffNames.push(...decision.signOffNames);
    known.pollNames.push(...decision.pollNames);
  }
  return [...byPhase.values()];
}

/** Sections and lines that name the decision give it its title; a list item in a reference does not. */
function rank(decision: DecisionDraft): number {
  if (decision.position === "start" || decision.origin === "gate") return 2;
  return /go/i.test(decision.title) ? 1 : 0;
}

function positions(decisions: DecisionDraft[], draft: ImportDraft): void {
  const order = draft.phases.filter((phase) => ORDERED.has(phase.def.kind));
  const at = (decision: DecisionDraft): number =>
    decision.afterPhase === null ? order.length : order.indexOf(decision.afterPhase);
  const later = decisions.filter((decision) => decision.position !== "start");
  const last = [...later].sort((a, b) => at(b) - at(a))[0];
  for (const decision of later) {
    const executesAfter = order.slice(at(decision) + 1).some((phase) => phase.def.kind === "execute");
    decision.position =
      decision === last && !(executesAfter && !/final|go-?live/i.test(decision.title))
        ? "final"
        : "intermediate";
  }
}

/** Where the go-live decision belongs when the text marks none: after verify, unless a later gate comes first (rule 10). */
function impliedAfter(draft: ImportDraft, decisions: DecisionDraft[]): PhaseDraft | null {
  const order = draft.phases.filter((phase) => ORDERED.has(phase.def.kind));
  const verify = order.findLastIndex((phase) => phase.def.kind === "verify");
  const gate = Math.max(
    -1,
    ...decisions.map((decision) => (decision.afterPhase === null ? -1 : order.indexOf(decision.afterPhase))),
  );
  if (verify < 0 || gate >= verify) return order[order.length - 1] ?? null;
  return order[verify] ?? null;
}

export function finishDecisions(
  draft: ImportDraft,
  roles: RoleDefinition[],
  issue: (wanted: string) => string,
): DecisionPointDefinition[] {
  const decisions = mergeDecisions(draft);
  for (const decision of decisions) {
    if (decision.afterPhase !== null || decision.position === "start") continue;
    decision.afterPhase =
      draft.phases.findLast((phase) => ORDERED.has(phase.def.kind) && phase.def.line < decision.line) ?? null;
  }
  const order = draft.phases.filter((phase) => ORDERED.has(phase.def.kind));
  positions(decisions, draft);
  const implied =
    order.some((phase) => phase.steps.length > 0) &&
    !decisions.some((decision) => decision.position === "final");
  if (implied) {
    const decision = newDecision(GO_LIVE, "mark", 0, impliedAfter(draft, decisions));
    decisions.push(decision);
    reportImplied(draft, decision.afterPhase, roles);
  }
  const polled = roles.filter(votes).map((role) => role.key);
  decisions.sort((a, b) => place(a, order) - place(b, order) || a.line - b.line);
  return decisions.map((decision) => toDefinition(decision, draft, roles, polled, issue));
}

/** The correction writes down what was assumed: the place, and who is polled where the text names all of these. */
function reportImplied(draft: ImportDraft, after: PhaseDraft | null, roles: RoleDefinition[]): void {
  const voters = roles.filter(votes);
  const named = voters.every((role) => role.line !== undefined && !role.name.includes(","));
  const poll = named ? annotationValue(voters.map((role) => role.name).join(", ")) : null;
  const words = `decision="${GO_LIVE}"${poll === null ? "" : ` poll=${poll}`}`;
  draft.diagnostics.add(
    1,
    "info",
    "implied-decision",
    after === null
      ? "The text marks no decision point for go-live; one is added at the end."
      : `The text marks no decision point for go-live; one is added after "${after.def.title}".`,
    after === null ? undefined : correctPhase(draft, after, words, "Write the decision down there"),
  );
}

const votes = (role: RoleDefinition): boolean =>
  role.capability === "operator" || role.capability === "approver";

const place = (decision: DecisionDraft, order: PhaseDraft[]): number =>
  (decision.afterPhase === null ? order.length : order.indexOf(decision.afterPhase)) +
  (decision.position === "final" ? 0.5 : 0);

function toDefinition(
  decision: DecisionDraft,
  draft: ImportDraft,
  roles: RoleDefinition[],
  polled: string[],
  issue: (wanted: string) => string,
): DecisionPointDefinition {
  const final = decision.position === "final";
  const timeline = draft.timeline.find(
    (entry) => final && /go\s?\/\s?no-?go|decision|entscheid|décision|decisi/iu.test(entry.text),
  );
  const keys = (names: string[]): string[] => [
    ...new Set(names.map((name) => roleKey(roles, name)).filter((key): key is string => key !== null)),
  ];
  const named = keys(decision.pollNames);
  if (decision.position === "start" && decision.afterPhase !== null && decision.criteria.length === 0) {
    for (const step of decision.afterPhase.steps)
      decision.criteria.push({ text: step.def.title, step, line: step.def.line });
  }
  const implied = decision.line === 0;
  return {
    id: issue(slug(implied ? "go-live-decision" : `decision-${decision.title}`)),
    title: decision.title,
    final,
    position: decision.position,
    offset: decision.offset ?? timeline?.offset ?? null,
    criteria: decision.criteria.map((each) => ({
      text: each.text,
      stepId: each.step?.def.id ?? null,
      line: each.line,
    })),
    statement: decision.statement ?? (final ? (draft.statements[0]?.text ?? null) : null),
    polledRoles: named.length > 0 ? named : polled,
    signOffs: keys(decision.signOffNames),
    afterPhaseId: decision.afterPhase?.def.id ?? null,
    implied,
    line: implied ? null : decision.line,
  };
}
