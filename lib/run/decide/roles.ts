import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import { plusMinutes } from "../instant";
import { deciderRole, peopleCount, personOf, roleByKey } from "../people";
import type { PersonRef } from "../person";
import { conflict, malformed, notFound, refuse } from "../rejections";
import { PRODUCTION_PEOPLE } from "../start-clearance";
import type { RunState } from "../state";
import { firstOf, LINE, optionalText, textRefusal, tooLong } from "../text-rules";

/** An offer of command lapses unanswered after this long. */
const OFFER_MINUTES = 5;

/** Whether production would be left to one person alone, in all the roles (R12.6). */
function leavesOne(state: RunState, key: string, holder: PersonRef): boolean {
  if (state.kind === "rehearsal" || state.status === "planned") return false;
  const roles = state.roles.map((role) => (role.key === key ? { ...role, holder } : role));
  return peopleCount({ ...state, roles }) < Math.min(PRODUCTION_PEOPLE, peopleCount(state));
}

/** AssignRole: before the start any role; afterwards any but the decider's, which moves by offer alone (R1.3). */
export function assignRole(command: CommandOf<"AssignRole">, state: RunState, role: string | null): Decision {
  const target = roleByKey(state, command.payload.role);
  if (!target) return reject(notFound("This run has no such role."));
  const { personId, name } = command.payload;
  const refusal = firstOf(textRefusal(personId, "A person", LINE), textRefusal(name, "A name", LINE));
  if (refusal) return reject(refusal);
  if (state.status !== "planned" && target.capability === "decider") {
    return reject(refuse("R1", `${target.name} is handed over by offer and acceptance, never assigned.`));
  }
  if (target.holder?.personId === personId)
    return reject(conflict(`${target.holder.name} holds this role already.`));
  if (leavesOne(state, target.key, { personId, name })) {
    return reject(refuse("R12", "A production run takes at least two people.", ["a second person"]));
  }
  return accept({ type: "RoleAssigned", role, payload: { role: target.key, personId, name } });
}

/**
 * OfferCommand: to anyone with an account, because who hands over at the end of a shift has to get it back from
 * somebody who held nothing else; a new offer takes the place of an open one (R1.4). The server names the person.
 */
export function offerCommand(
  command: CommandOf<"OfferCommand">,
  state: RunState,
  role: string | null,
): Decision {
  const { personId, name } = command.payload;
  const held = state.roles.filter((each) => each.holder?.personId === personId);
  const to = held[0]?.holder ?? { personId, name };
  if (held.some((each) => each.capability === "decider"))
    return reject(malformed(`${to.name} is in command.`));
  return accept({
    type: "CommandOffered",
    role,
    payload: {
      offerId: command.meta.commandId,
      to,
      lapsesAt: plusMinutes(command.meta.at, OFFER_MINUTES),
    },
  });
}

export function acceptCommand(command: CommandOf<"AcceptCommand">, state: RunState): Decision {
  const offer = state.commandOffer;
  const from = deciderRole(state);
  if (!offer || !from?.holder || offer.id !== command.payload.offerId) {
    return reject(notFound("This offer of command is not open any more."));
  }
  if (offer.lapsesAt <= command.meta.at) {
    return reject(conflict(`This offer of command lapsed at ${offer.lapsesAt}.`, "R1"));
  }
  const to = personOf(command.meta.actor);
  return accept({
    type: "CommandAccepted",
    role: from.key,
    payload: { offerId: offer.id, to, from: from.holder },
  });
}

/** DeclineCommand: by the one who was asked, or taken back by the one who asked. */
export function declineCommand(
  command: CommandOf<"DeclineCommand">,
  state: RunState,
  role: string | null,
): Decision {
  const offer = state.commandOffer;
  if (!offer || offer.id !== command.payload.offerId) {
    return reject(notFound("This offer of command is not open any more."));
  }
  const refusal = tooLong(command.payload.reason, "The reason");
  if (refusal) return reject(refusal);
  const reason = optionalText(command.payload.reason);
  return accept({ type: "CommandDeclined", role, payload: { offerId: offer.id, reason } });
}
