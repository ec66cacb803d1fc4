/** Dialogs of steps, evidence and waivers. */
export type StepDialog =
  | { kind: "void-result"; stepId: string }
  | { kind: "choose-alternative"; stepId: string }
  /** For a step, or for an artifact by its name: one of the two. */
  | { kind: "request-waiver"; stepId?: string; evidence?: string }
  | { kind: "grant-waiver"; waiverId: string }
  | { kind: "deny-waiver"; waiverId: string }
  /** Files that were dropped, pasted or picked, or text that was pasted; neither of them: text to be typed. */
  | { kind: "file-evidence"; files: readonly File[]; text?: string; name?: string; stepId: string | null };

const kinds: Record<StepDialog["kind"], true> = {
  "void-result": true,
  "choose-alternative": true,
  "request-waiver": true,
  "grant-waiver": true,
  "deny-waiver": true,
  "file-evidence": true,
};

/** True for the dialogs that `StepDialogs` knows. */
export function isStepDialog<D extends { kind: string }>(
  dialog: D,
): dialog is Extract<D, { kind: StepDialog["kind"] }> {
  return Object.hasOwn(kinds, dialog.kind);
}
