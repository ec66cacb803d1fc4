import type { TriggerAction } from "@/lib/run/definition";

/** What observing a trigger sets going (R6). */
export function triggerEffect(action: TriggerAction, clockMinutes: number): string {
  switch (action) {
    case "rollback":
    case "decide":
      return `Starts the ${clockWords(clockMinutes)} clock: the commander decides ROLLBACK or CONTINUE.`;
    case "monitor":
      return "Is recorded and watched; it starts no clock.";
    case "investigate":
      return "Is recorded and looked into; it starts no clock.";
    case "alert":
      return "Is recorded and told; it starts no clock.";
  }
}

/** A clock of less than a minute, as rehearsals have them, is said in seconds. */
function clockWords(minutes: number): string {
  return minutes < 1 ? `${Math.round(minutes * 60)}-second` : `${minutes}-minute`;
}
