import type { CommandMeta, CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { EventDraft, EventPayloads } from "../events";
import { MINUTE_MS, plusMinutes } from "../instant";
import { deciderRole, isDecider, personOf } from "../people";
import type { PersonRef } from "../person";
import { conflict, malformed, notFound, type Rejection, refuse } from "../rejections";
import type { RoleState, RunState } from "../state";
import { firstOf, LINE, textRefusal } from "../text-rules";

/** How long somebody must be gone before others act in their place (R1). */
const ABSENCE_MINUTES = 2;

/** Approvers, or others, that it takes to appoint a decider: people, not roles. */
const APPOINTING_PEOPLE = 2;

/** LapseOffer: the timer's fact, once, and not before its time (R1.18). */
export function lapseOffer(command: CommandOf<"LapseOffer">, state: RunState): Decision {
  const offer = state.commandOffer;
  if (!offer || offer.id !== command.payload.offerId) {
    return reject(notFound("This offer of command is not open any more."));
  }
  if (command.meta.at < offer.lapsesAt) {
    return reject(conflict(`This offer of command stands until ${offer.lapsesAt}.`, "R1"));
  }
  return accept({ type: "CommandOfferLapsed", role: null, payload: { offerId: offer.id } });
}

/** NameDeputy: anyone with an account but the decider; a new name takes the place of the old (R1.19). */
export function nameDeputy(command: CommandOf<"NameDeputy">, state: RunState, role: string | null): Decision {
  const { personId, name } = command.payload;
  const refusal = firstOf(textRefusal(personId, "A person", LINE), textRefusal(name, "A name", LINE));
  if (refusal) return reject(refusal);
  if (isDecider(state, personId)) {
    return reject(refuse("R1", `${name.trim()} is in command: the deputy is somebody else.`, ["a deputy"]));
  }
  if (state.deputy?.personId === personId)
    return reject(conflict(`${name.trim()} is the deputy already.`, "R1"));
  return accept({ type: "DeputyNamed", role, payload: { personId, name: name.trim() } });
}

type Ground = Pick<EventPayloads["CommandAssumed"], "ground" | "since">;

/** Since when the person is away; null while present, and where nobody has looked. */
function awaySince(meta: CommandMeta, person: PersonRef): string | null {
  const away = meta.facts?.away ?? {};
  return Object.hasOwn(away, person.personId) ? (away[person.personId] ?? null) : null;
}

function isGone(meta: CommandMeta, person: PersonRef): boolean {
  const since = awaySince(meta, person);
  return since !== null && plusMinutes(since, ABSENCE_MINUTES) <= meta.at;
}

/** The moment at which half of the clock is gone. */
function halfOf(clock: { startedAt: string; dueAt: string }): string {
  const minutes = (Date.parse(clock.dueAt) - Date.parse(clock.startedAt)) / MINUTE_MS;
  return plusMinutes(clock.startedAt, minutes / 2);
}

function groundOf(meta: CommandMeta, state: RunState, decider: PersonRef): Ground | null {
  const since = awaySince(meta, decider);
  if (since !== null && isGone(meta, decider)) return { ground: "absence", since };
  const [clock] = state.clocks;
  return clock && halfOf(clock) <= meta.at ? { ground: "clock", since: clock.startedAt } : null;
}

/** Says when the deputy may: by absence, by the clock, or not yet by either. */
function tooEarly(meta: CommandMeta, state: RunState, decider: PersonRef): Rejection {
  const since = awaySince(meta, decider);
  const [clock] = state.clocks;
  const absence = since
    ? `${decider.name}'s absence until ${plusMinutes(since, ABSENCE_MINUTES)}`
    : `${ABSENCE_MINUTES} minutes of ${decider.name}'s absence`;
  const missing = [absence, ...(clock ? [`half of the decision clock, at ${halfOf(clock)}`] : [])];
  return refuse("R1", `Command cannot be assumed yet. It takes ${missing.join(", or ")}.`, missing);
}

/** AssumeCommand: by the deputy, once the decider is gone or half of the earliest clock is (R1.21). */
export function assumeCommand(command: CommandOf<"AssumeCommand">, state: RunState): Decision {
  const { meta } = command;
  const from = deciderRole(state);
  if (!from?.holder) return reject(notFound("Nobody is in command."));
  const refusal = textRefusal(command.payload.reason, "A reason");
  if (refusal) return reject(refusal);
  const ground = groundOf(meta, state, from.holder);
  if (!ground) return reject(tooEarly(meta, state, from.holder));
  const payload = {
    to: personOf(meta.actor),
    from: from.holder,
    ...ground,
    reason: command.payload.reason.trim(),
  };
  return accept({ type: "CommandAssumed", role: from.key, payload });
}

/**
 * Who appoints: the approvers; where the runbook has none, who else holds a role and is no observer. People, not roles,
 * and neither the decider nor the deputy: somebody who acts is not gone.
 */
function appointersOf(state: RunState): PersonRef[] {
  const approves = hasApprovers(state);
  const gone = new Set([deciderRole(state)?.holder?.personId, state.deputy?.personId]);
  const holders = state.roles.flatMap((role) =>
    role.holder && !gone.has(role.holder.personId) && mayAppoint(role, approves) ? [role.holder] : [],
  );
  return holders.filter((one, index) => holders.findIndex((two) => two.personId === one.personId) === index);
}

function hasApprovers(state: RunState): boolean {
  return state.roles.some((role) => role.capability === "approver");
}

function mayAppoint({ capability }: RoleState, approves: boolean): boolean {
  return approves ? capability === "approver" : capability !== "observer";
}

function tooFew(state: RunState, people: PersonRef[]): Rejection {
  const who = hasApprovers(state) ? "approver" : "role-holder";
  const names = people.map((person) => person.name).join(", ");
  const has = people.length === 0 ? "none" : `only one: ${names}`;
  return refuse("R1", `Two ${who}s appoint a decider; this run has ${has}.`, [`a second ${who}`]);
}

/** Both the decider and the deputy must be gone, and there must be two people who can appoint (R1.23). */
function appointmentRefusal(
  command: CommandOf<"AppointDecider">,
  state: RunState,
  decider: PersonRef,
): Rejection | null {
  const { meta } = command;
  const actor = personOf(meta.actor);
  // Somebody who acts is not gone, whatever the sockets say.
  if (actor.personId === decider.personId) return refuse("R1", "You are in command yourself.");
  if (actor.personId === state.deputy?.personId) {
    return refuse("R1", "You are the deputy: assume command.", ["AssumeCommand"]);
  }
  const appointers = appointersOf(state);
  if (appointers.length < APPOINTING_PEOPLE) return tooFew(state, appointers);
  const present = [decider, ...(state.deputy ? [state.deputy] : [])].filter(
    (person) => !isGone(meta, person),
  );
  if (present.length === 0) return null;
  const missing = present.map((person) => `${ABSENCE_MINUTES} minutes of ${person.name}'s absence`);
  return refuse(
    "R1",
    `A decider is appointed only when nobody can command. It takes ${missing.join(" and ")}.`,
    missing,
  );
}

/** Since when nobody can command: a word given in an earlier absence says nothing about this one (R1.23). */
function goneSince(meta: CommandMeta, state: RunState, decider: PersonRef): string {
  const gone = [decider, ...(state.deputy ? [state.deputy] : [])];
  return (
    gone
      .map((person) => awaySince(meta, person) ?? "")
      .toSorted()
      .at(-1) ?? ""
  );
}

function openAppointment(meta: CommandMeta, state: RunState, decider: PersonRef, personId: string) {
  const { appointment } = state;
  const isOpen = appointment?.to.personId === personId && appointment.at >= goneSince(meta, state, decider);
  return isOpen ? appointment : null;
}

/** AppointDecider: the first proposes, a second one who names the same person appoints (R1.23). */
export function appointDecider(
  command: CommandOf<"AppointDecider">,
  state: RunState,
  role: string | null,
): Decision {
  const from = deciderRole(state);
  if (!from?.holder) return reject(notFound("Nobody is in command."));
  const { personId, name, reason } = command.payload;
  const refusal = firstOf(
    textRefusal(personId, "A person", LINE),
    textRefusal(name, "A name", LINE),
    textRefusal(reason, "A reason"),
    personId === from.holder.personId ? malformed(`${from.holder.name} is in command.`) : null,
    appointmentRefusal(command, state, from.holder),
  );
  if (refusal) return reject(refusal);
  const actor = personOf(command.meta.actor);
  const open = openAppointment(command.meta, state, from.holder, personId);
  const to = { personId, name: name.trim() };
  if (open?.by.some((person) => person.personId === actor.personId)) {
    return reject(conflict("You have named this person; somebody else has not yet.", "R1"));
  }
  // Who has lost the role meanwhile is not one of the two any more.
  const able = new Set(appointersOf(state).map((person) => person.personId));
  if (!open?.by.every((person) => able.has(person.personId))) {
    return accept(proposed(command, to, role));
  }
  const payload = {
    appointmentId: open.id,
    to: open.to,
    from: from.holder,
    by: [...open.by, actor],
    reason: reason.trim(),
  };
  return accept({ type: "DeciderAppointed", role, payload });
}

function proposed(command: CommandOf<"AppointDecider">, to: PersonRef, role: string | null): EventDraft {
  const payload = { appointmentId: command.meta.commandId, to, reason: command.payload.reason.trim() };
  return { type: "AppointmentProposed", role, payload };
}
