import type { MessageTemplate } from "./definition";
import type { RunState } from "./state";
import type { PhaseState } from "./step-state";
import { groupOf, isDone } from "./structure";

/** A broadcast that a checkpoint offers to the decider and the scribe; it is sent by a person, or not at all. */
export interface BroadcastDraft {
  /** The checkpoint: the same one offers it once. */
  id: string;
  /** What has happened, for the person who sends it. */
  occasion: string;
  templateId: string;
  text: string;
  /** When it came about. */
  at: string;
}

interface Checkpoint {
  id: string;
  occasion: string;
  at: string;
  /** The word that the message says, where its template leaves it open. */
  result: "PASS" | "FAIL" | null;
  matches(template: MessageTemplate): boolean;
  /** What stands in for the template's blank. */
  reason: string | null;
  /** Title of the phase that is done: a message that leaves the phase blank serves where none names it. */
  done: string | null;
}

/** Words of a title or a template that tell phases apart; numbers and small words tell nothing. */
function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  return words.filter(
    (word) => word.length > 2 && !["pass", "fail", "and", "the", "for", "update"].includes(word),
  );
}

const RESULT = /\bPASS\b|\bFAIL(?:ED)?\b/i;

/** `Deploy+Smoke PASS/FAIL` speaks of a phase that says deploy and smoke: all words of what stands before the result. */
function speaksOf(template: MessageTemplate, phase: PhaseState): boolean {
  const subject = template.text.split(RESULT)[0] ?? "";
  const asked = wordsOf(subject);
  if (!RESULT.test(template.text) || asked.length === 0) return false;
  const known = wordsOf([phase.title, ...phase.steps.map((step) => step.title)].join(" "));
  return asked.every((word) => known.some((other) => other.startsWith(word) || word.startsWith(other)));
}

/** The phase that a template speaks of best: its title counts before its steps. */
function phaseOf(state: RunState, template: MessageTemplate): PhaseState | null {
  const spoken = state.phases.filter((phase) => groupOf(phase.kind) === "main" && speaksOf(template, phase));
  const asked = wordsOf(template.text.split(RESULT)[0] ?? "");
  const inTitle = (phase: PhaseState) => asked.filter((word) => wordsOf(phase.title).includes(word)).length;
  return spoken.toSorted((a, b) => inTitle(b) - inTitle(a))[0] ?? null;
}

function lastMoment(phase: PhaseState): string | null {
  return phase.steps.reduce<string | null>(
    (last, { finishedAt }) =>
      finishedAt !== null && (last === null || finishedAt > last) ? finishedAt : last,
    null,
  );
}

/** A phase that is done, and one in which a step has failed. */
function phaseCheckpoints(state: RunState): Checkpoint[] {
  return state.phases.flatMap((phase): Checkpoint[] => {
    const at = lastMoment(phase);
    if (groupOf(phase.kind) !== "main" || phase.steps.length === 0 || at === null) return [];
    const failed = phase.steps.find((step) => step.status === "failed");
    if (!failed && !phase.steps.every(isDone)) return [];
    const result = failed ? "FAIL" : "PASS";
    const matches = (template: MessageTemplate) => phaseOf(state, template)?.id === phase.id;
    const moment = failed?.finishedAt ?? at;
    const reason = failed ? failed.title : null;
    return [
      {
        id: `${phase.id}:${result}:${moment}`,
        occasion: `${phase.title}: ${result}`,
        at: moment,
        result,
        matches,
        reason,
        done: failed ? null : phase.title,
      },
    ];
  });
}

const SAYS = {
  start: /\b(?:start|initiat|begin|began)\w*/i,
  go: /\bgo[- ]?(?:live|decision)\b|\bGO\b|\blive\b/,
  rollback: /\broll(?:ed|ing)?[- ]?back\b/i,
  noGo: /\bno[- ]go\b/i,
};

function says(word: RegExp) {
  return ({ name, text }: MessageTemplate) => word.test(name) || word.test(text);
}

function startCheckpoint({ startedAt }: RunState): Checkpoint[] {
  if (startedAt === null) return [];
  const matches = (template: MessageTemplate) =>
    says(SAYS.start)(template) && !says(SAYS.rollback)(template) && !says(SAYS.go)(template);
  return [
    {
      id: "start",
      occasion: "The cutover has started",
      at: startedAt,
      result: null,
      matches,
      reason: null,
      done: null,
    },
  ];
}

function decisionCheckpoints({ decisions, decisionPoints }: RunState): Checkpoint[] {
  return decisions.flatMap(({ id, number, verdict, reason, at, decisionPointId }): Checkpoint[] => {
    const final = decisionPoints.find((point) => point.id === decisionPointId)?.final ?? false;
    const common = { id, at, result: null, reason, done: null };
    if (verdict === "rollback")
      return [{ ...common, occasion: `D-${number} ROLLBACK`, matches: says(SAYS.rollback) }];
    if (verdict === "no-go") return [{ ...common, occasion: `D-${number} NO-GO`, matches: says(SAYS.noGo) }];
    if (verdict !== "go" || !final) return [];
    const matches = (template: MessageTemplate) =>
      says(SAYS.go)(template) && !says(SAYS.rollback)(template) && !says(SAYS.noGo)(template);
    return [{ ...common, occasion: `D-${number} GO`, matches }];
  });
}

const PHASE_BLANK = /\[\s*phase\b[^\]]*\]/i;

/** `PASS/FAIL` says what it was, and a blank in brackets its reason or phase; other blanks stay for the person. */
function filled(text: string, { result, reason, done }: Checkpoint): string {
  const judged = result === null ? text : text.replace(/\bPASS\s*\/\s*FAIL\b/i, result);
  const said = done === null ? judged : judged.replace(PHASE_BLANK, () => done);
  return reason === null ? said : said.replace(/\[[^\]]*\]/, () => reason);
}

/** A template that says PASS alone is none for a FAIL, and the other way round. */
function fits({ text }: MessageTemplate, { result }: Checkpoint): boolean {
  if (result === null) return true;
  return result === "PASS" ? /\bPASS\b/i.test(text) : /\bFAIL/i.test(text);
}

function templateOf({ communications }: RunState, checkpoint: Checkpoint): MessageTemplate | undefined {
  const { templates } = communications;
  return (
    templates.find((each) => checkpoint.matches(each) && fits(each, checkpoint)) ??
    templates.find((each) => checkpoint.done !== null && PHASE_BLANK.test(each.text))
  );
}

const OPEN = new Set<RunState["status"]>([
  "running",
  "held",
  "halted",
  "rolling-back",
  "hypercare",
  "concluding",
]);

/**
 * What the latest checkpoint has to say by the communication plan, filled in (C.11). Any broadcast that was sent since
 * takes it away (C.12), as does a later checkpoint; a checkpoint without a template offers nothing.
 */
export function broadcastDraft(state: RunState): BroadcastDraft | null {
  if (!OPEN.has(state.status)) return null;
  const checkpoints = [...startCheckpoint(state), ...phaseCheckpoints(state), ...decisionCheckpoints(state)];
  const drafts = checkpoints.flatMap((checkpoint) => {
    const template = templateOf(state, checkpoint);
    return template ? [{ checkpoint, template }] : [];
  });
  const latest = drafts.toReversed().toSorted((a, b) => b.checkpoint.at.localeCompare(a.checkpoint.at))[0];
  const sentAt = state.broadcasts.at(-1)?.at;
  if (!latest || (sentAt !== undefined && sentAt >= latest.checkpoint.at)) return null;
  const { checkpoint, template } = latest;
  const { id, occasion, at } = checkpoint;
  return { id, occasion, at, templateId: template.id, text: filled(template.text, checkpoint) };
}
