/** How often, as it is said: `hourly`, `daily`, `every 3 h`, `every 30 min`. Minutes in. */
export function rhythmText(minutes: number): string {
  if (minutes === 60) return "hourly";
  if (minutes === 1440) return "daily";
  return minutes % 60 === 0 ? `every ${minutes / 60} h` : `every ${minutes} min`;
}
