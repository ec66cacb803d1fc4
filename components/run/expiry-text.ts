/** How long until something lapses, in the coarsest unit that still tells: `3 d`, `5 h`, `12 min`. Milliseconds. */
export function expiryText(leftMs: number): string {
  if (leftMs <= 0) return "lapsed";
  const minutes = Math.ceil(leftMs / 60_000);
  if (minutes < 90) return `lapses in ${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `lapses in ${hours} h` : `lapses in ${Math.round(hours / 24)} d`;
}
