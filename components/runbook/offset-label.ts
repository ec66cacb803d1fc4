/** Minutes relative to T-0 as the room says them: `T−60`, `T+2 h`, `D−1`. */
export function offsetLabel(minutes: number): string {
  if (minutes === 0) return "T−0";
  const sign = minutes < 0 ? "−" : "+";
  const size = Math.abs(minutes);
  if (size >= 1440 && size % 1440 === 0) return `D${sign}${size / 1440}`;
  if (size >= 120 && size % 60 === 0) return `T${sign}${size / 60} h`;
  return `T${sign}${size}`;
}

/** Minutes as a length: `10 min`, `2 h`, `1 h 30 min`, `3 d`. */
export function minutesLabel(minutes: number): string {
  if (minutes < 60) return `${minutes} min`;
  if (minutes % 1440 === 0) return `${minutes / 1440} d`;
  const rest = minutes % 60;
  const hours = Math.floor(minutes / 60);
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
