import { Icon, type IconName } from "@/components/ui/icon";
import { Instant } from "@/components/ui/time";
import type { DraftState } from "@/lib/client/draft-sync";

interface DraftStandingProps {
  state: DraftState;
  /** The version that the text goes out from. */
  base: number;
}

const icons: Record<DraftState["kind"], IconName> = {
  saved: "check",
  saving: "ring",
  away: "triangle",
  refused: "triangle",
  conflict: "triangle",
};

/** Where the typed text is kept at this moment. */
export function DraftStanding({ state, base }: DraftStandingProps) {
  const worried = state.kind === "away" || state.kind === "refused" || state.kind === "conflict";
  return (
    <p className={`flex items-center gap-1.5 text-[0.8125rem] ${worried ? "text-hold" : "text-muted"}`}>
      <Icon name={icons[state.kind]} className="size-3.5" />
      <span>
        {wordOf(state)}
        {state.kind === "saved" && state.at !== null ? (
          <>
            {" "}
            <Instant iso={state.at} zone="UTC" style="time" withZone />
          </>
        ) : null}
        <span className="text-muted"> · from version {base}</span>
      </span>
    </p>
  );
}

function wordOf(state: DraftState): string {
  switch (state.kind) {
    case "saved":
      return state.at === null ? "No unsaved change" : "Draft saved";
    case "saving":
      return "Saving the draft…";
    case "away":
      return "Server away: kept in this browser";
    case "refused":
      return `Kept in this browser: ${state.message}`;
    case "conflict":
      return "Not saved: another window has";
  }
}
