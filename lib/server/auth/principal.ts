import type { Credential } from "../run/credential";

/** Someone whose right to be here was seen within the last second. What they may do in a run, its roles say. */
export interface Principal {
  personId: string;
  name: string;
  email: string;
  isAdmin: boolean;
  via: Credential;
}

/** The part of `Headers` that is read here; Next's and the socket handshake's headers fit it, too. */
export interface HeaderReader {
  get(name: string): string | null;
}
