// Pairs of sessions, floor and product right after each other, and what to do where others disturbed one.
import type { Sessions } from "./report";
import { measureSession, type SessionPlan, type SessionResult } from "./session";
import type { Side } from "./side";

/** Shares of a core that others may use; more makes a session's times theirs as much as ours. */
const mostByOthers = 0.15;

export function isDisturbed(result: SessionResult): boolean {
  return result.others > mostByOthers;
}

function say(line: string) {
  process.stdout.write(`${line}\n`);
}

async function measurePair(sides: readonly Side[], plan: SessionPlan, title: string) {
  const pair: { name: Side["name"]; result: SessionResult }[] = [];
  for (const side of sides) {
    const result = await measureSession(side, plan);
    const q1 = plan.spaced > 0 ? `last watcher p50 ${result.latencyP50.toFixed(1)} ms, ` : "";
    const others = isDisturbed(result) ? ` (others used ${Math.round(result.others * 100)} % of a core)` : "";
    say(`  ${title}, ${side.name}: ${q1}${result.throughput.toFixed(0)} commands/s${others}`);
    for (const trouble of result.troubles) say(`    ! ${trouble}`);
    pair.push({ name: side.name, result });
  }
  return pair;
}

/**
 * Adds one repeat's pair to the sessions. With `again`, a disturbed pair is measured once more, and the one of the two that others
 * disturbed less is kept: the choice never looks at what was measured.
 */
export async function measureRepeat(
  sides: Side[],
  plan: SessionPlan,
  sessions: Sessions,
  { repeat, again }: { repeat: number; again: boolean },
) {
  // Whoever goes first meets a cooler machine: they take turns.
  const order = repeat % 2 === 0 ? sides : sides.toReversed();
  const title = `${plan.watchers} watchers, repeat ${repeat + 1}`;
  let pair = await measurePair(order, plan, title);
  if (again && pair.some(({ result }) => isDisturbed(result))) {
    const second = await measurePair(order, plan, `${title} again`);
    const worst = (of: typeof pair) => Math.max(...of.map(({ result }) => result.others));
    if (worst(second) < worst(pair)) pair = second;
  }
  for (const { name, result } of pair) sessions[name].push(result);
}
