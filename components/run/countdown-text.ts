import { duration } from "@/lib/run/clock";

/** `03:20`, and `OVERDUE +00:42` once it is past: a deadline never just disappears. Milliseconds. */
export function countdown(leftMs: number): string {
  // Rounded up, so that 00:00 stands only when nothing is left.
  return leftMs < 0 ? `OVERDUE +${duration(-leftMs)}` : duration(Math.ceil(leftMs / 1_000) * 1_000);
}
