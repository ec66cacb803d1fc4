/** Dialogs of command, time and plan: opened from panels, the line of command and the palette. */
export type CommandDialog =
  | { kind: "name-deputy" }
  | { kind: "assume-command" }
  | { kind: "appoint-decider" }
  | { kind: "variables" }
  | { kind: "move-t0" }
  | { kind: "extend-window" }
  | { kind: "propose-amendment" }
  | { kind: "reject-amendment"; amendmentId: string }
  | { kind: "carry-over" }
  | { kind: "snooze-update" }
  | { kind: "check-result"; seriesId: string; result: "warn" | "fail" }
  | { kind: "file-report"; reportId: string };

const kinds: Record<CommandDialog["kind"], true> = {
  "name-deputy": true,
  "assume-command": true,
  "appoint-decider": true,
  variables: true,
  "move-t0": true,
  "extend-window": true,
  "propose-amendment": true,
  "reject-amendment": true,
  "carry-over": true,
  "snooze-update": true,
  "check-result": true,
  "file-report": true,
};

/** True for the dialogs that `CommandDialogs` knows. */
export function isCommandDialog<D extends { kind: string }>(
  dialog: D,
): dialog is Extract<D, { kind: CommandDialog["kind"] }> {
  return Object.hasOwn(kinds, dialog.kind);
}
