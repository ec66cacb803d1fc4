import { tClock } from "../lib/run/clock";
import { zonedText } from "../lib/run/describe-event/zoned-text";
import { dueLines, minutesUntil } from "./status-due";
import type { StatusFacts } from "./status-facts";
import { plain, short } from "./terminal";

/** In the run's zone with UTC beside, as everywhere. */
function when(iso: string, timeZone: string): string {
  return `${zonedText(iso, timeZone)} ${plain(timeZone)} (${iso.slice(11, 16)}Z)`;
}

function clockLines({ clocks, serverTime }: StatusFacts): string[] {
  return clocks.map(
    ({ text, dueAt, expired }) =>
      `${expired ? "CLOCK EXPIRED" : "DECISION CLOCK"}  ${minutesUntil(dueAt, serverTime)}: ROLLBACK or CONTINUE? ${short(text)}`,
  );
}

function stepLines({ nextSteps }: StatusFacts): string[] {
  return nextSteps.flatMap(({ number, id, title, status, blockers }) => [
    `your step   ${number}  ${short(title, 70)}  [${status}]  ${plain(id)}`,
    ...blockers.slice(0, 3).map(({ rule, text }) => `              not yet: ${short(text, 110)} (${rule})`),
  ]);
}

function decisionLines({ decision }: StatusFacts): string[] {
  if (!decision) return [];
  const { title, standsAgainstGo } = decision;
  const head = `decision    ${short(title)}: ${standsAgainstGo.length === 0 ? "nothing stands against GO" : `${standsAgainstGo.length} against GO`}`;
  const shown = standsAgainstGo
    .slice(0, 8)
    .map(({ rule, text }) => `              - ${short(text, 110)} (${rule})`);
  const rest = standsAgainstGo.length > 8 ? [`              and ${standsAgainstGo.length - 8} more`] : [];
  return [head, ...shown, ...rest];
}

function timeLines(facts: StatusFacts): string[] {
  const { run, forecastEnd, pointOfNoReturn, backOutEnd } = facts;
  const zone = run.timeZone;
  const at = (label: string, iso: string | null) => (iso === null ? [] : [`${label}${when(iso, zone)}`]);
  return [
    ...at("T-0         ", run.t0),
    ...(run.window ? [`window      ${when(run.window.start, zone)} to ${when(run.window.end, zone)}`] : []),
    ...at("forecast    ", forecastEnd),
    ...at("back out by ", pointOfNoReturn),
    ...at("out if now  ", backOutEnd),
    ...dueLines(facts),
  ];
}

function roleLines({ roles }: StatusFacts): string[] {
  return roles.map(({ name, holder, required }) => {
    const nobody = required ? "NOBODY, and required" : "nobody";
    return `role        ${short(name, 40)}: ${holder === null ? nobody : plain(holder)}`;
  });
}

/** The room at a glance, for a terminal. */
export function statusText(facts: StatusFacts): string {
  const { run, phase, me, writeFreeze, halted } = facts;
  const outcome = run.outcome ? ` as ${run.outcome}` : "";
  const lines = [
    `${run.kind.toUpperCase()}  ${short(run.title)}  ${run.status.toUpperCase()}${outcome}  ${tClock(run.t0, Date.parse(facts.serverTime))}`,
    ...clockLines(facts),
    ...(halted ? ["HALTED      only results, evidence and entries go on; classify the blocker"] : []),
    ...(writeFreeze ? ["WRITE FREEZE is on"] : []),
    ...(phase ? [`phase       ${short(phase.title)}: ${phase.done} of ${phase.total} done`] : []),
    ...(me
      ? [`you         ${plain(me.name)}: ${me.roles.map(plain).join(", ") || "no role in this run"}`]
      : []),
    ...stepLines(facts),
    ...decisionLines(facts),
    ...timeLines(facts),
    ...roleLines(facts),
    `runbook     ${plain(run.runbook.slug)} version ${run.runbook.version}, SHA-256 ${run.runbook.sha256.slice(0, 16)}…`,
    `log         ${facts.seq} events, head ${facts.headHash}`,
  ];
  return `${lines.join("\n")}\n`;
}
