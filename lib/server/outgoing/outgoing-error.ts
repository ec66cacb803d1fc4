/** Why something was not taken outside: a sentence for an administrator, without the secrets of an address. */
export class OutgoingError extends Error {}
