import type { Command, CommandType, ServerFacts } from "../run/commands";
import type { RunEvent } from "../run/events";
import { deciderRole } from "../run/people";
import { can } from "../run/permissions";
import { refusal } from "../run/refusal";
import type { Rejection } from "../run/rejections";
import type { RunState } from "../run/state";
import { type Presence, whereabouts } from "./presence";

/** Commands whose rules ask the server for what no log holds, and which fact each of them asks for. */
const FACTS: Partial<Record<CommandType, keyof ServerFacts>> = {
  StartRun: "clearance",
  AssumeCommand: "away",
  AppointDecider: "away",
  ProposeAmendment: "amendment",
  ApproveAmendment: "amendment",
};

/**
 * Why the server would refuse this, as far as this screen can know: where a rule asks for a fact that only the server
 * has, the screen says no more than who may send it and when, and the server answers the rest.
 */
export function knownRefusal(command: Command, state: RunState): Rejection | null {
  const fact = FACTS[command.type];
  // Only production starts on a clearance.
  const needed = fact && !(fact === "clearance" && state.kind === "rehearsal");
  return needed && !command.meta.facts?.[fact] ? can(command, state) : refusal(command, state);
}

const CHANGES: readonly RunEvent["type"][] = ["CommandAccepted", "CommandAssumed", "DeciderAppointed"];

/** The last sign of somebody in the loaded part of the log: what they did, or that command changed hands. */
function lastSign(personId: string, events: readonly RunEvent[]): string {
  const found = events.findLast(
    ({ type, actor }) => CHANGES.includes(type) || (actor.kind === "person" && actor.personId === personId),
  );
  return found?.recordedAt ?? "";
}

const latest = (...instants: string[]): string => instants.toSorted().at(-1) ?? "";

/**
 * Since when the decider and the deputy are away, by person id, as the server would say: the latest of their last
 * screen and their last command; for who has had no screen yet, since the start or the last change of command.
 * Who is there is missing; so is everybody until the server has said who is.
 */
export function awayFacts(
  presence: Presence,
  state: RunState,
  events: readonly RunEvent[],
): Record<string, string> {
  if (presence.watching === 0) return {};
  const people = [deciderRole(state)?.holder, state.deputy].flatMap((person) => person?.personId ?? []);
  return Object.fromEntries(
    people.flatMap((personId): [string, string][] => {
      const where = whereabouts(presence, personId);
      if (where.kind === "present") return [];
      const seen = where.kind === "away" ? where.since : latest(state.startedAt ?? "", lastSign("", events));
      return [[personId, latest(seen, lastSign(personId, events))]];
    }),
  );
}
