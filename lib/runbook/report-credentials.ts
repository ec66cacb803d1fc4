import { correction } from "./corrections";
import type { ImportDraft } from "./draft";
import type { maskCredentials } from "./mask-credentials";

/** Rule 20: a literal credential bars publication, until it is gone or its author says that it is none. */
export function reportCredentials(
  { found, declared }: ReturnType<typeof maskCredentials>,
  draft: ImportDraft,
): void {
  for (const { line, kind } of found)
    draft.diagnostics.add(
      line,
      "error",
      "credential",
      `A literal credential (${kind}) stands here; it is masked in every view. Use a placeholder.`,
      kind === "private-key"
        ? undefined
        : correction(draft, line, "not-a-credential", "It is no credential: show it"),
    );
  for (const { line, kind } of declared)
    draft.diagnostics.add(
      line,
      "info",
      "declared-no-credential",
      `What looks like a credential (${kind}) is declared to be none; the line is shown as it stands.`,
    );
}
