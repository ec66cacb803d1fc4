import type { PresenceMessage } from "../protocol/socket";

/** Who is in the room, as the server last said; empty until it did. */
export type Presence = Pick<PresenceMessage, "people" | "watching">;

export const NOBODY_YET: Presence = { people: [], watching: 0 };

/** `present`, or since when someone is away; null where they have not been in the room. */
type Whereabouts = { kind: "present" } | { kind: "away"; since: string } | { kind: "absent" };

/** Where a person is, by the last word of the server. */
export function whereabouts(presence: Presence, personId: string): Whereabouts {
  const person = presence.people.find((candidate) => candidate.personId === personId);
  if (!person) return { kind: "absent" };
  return person.awaySince === null ? { kind: "present" } : { kind: "away", since: person.awaySince };
}
