/**
 * The sentence for a door that the server has closed for good, from its goodbye or its refusal of a connection; null
 * for anything that passes by itself, such as a restart.
 */
export function accessLost(words: string): string | null {
  const reason = words.toLowerCase();
  if (/session|signed out|unauthori[sz]ed|sign in|unauthenticated/.test(reason)) {
    return "You are signed out. What you typed is kept here; sign in again to go on.";
  }
  if (/forbidden|access|revoked|no right/.test(reason)) {
    return "Your access to this run was withdrawn. Nothing more is shown or sent from here.";
  }
  return null;
}
