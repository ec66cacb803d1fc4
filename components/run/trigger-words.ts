import type { TriggerAction } from "@/lib/run/definition";

/** What observing a trigger sets going (R6). */
export function triggerEffect(action: TriggerAction, clockMinutes: number): string {
  switch (action) {
    case "rollback":
    case "decide":
      return `Starts the ${clockMinutes}-minute clock: the commander decides ROLLBACK or CONTINUE.`;
    case "monitor":
      return "Is recorded and watched; it starts no clock.";
    case "investigate":
      return "Is recorded and looked into; it starts no clock.";
    case "alert":
      return "Is recorded and told; it starts no clock.";
  }
}
