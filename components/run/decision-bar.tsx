"use client";

import { nextDecisionPoint } from "@/lib/run/focus";
import { deciderRole, isDecider } from "@/lib/run/people";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { AgainstGo } from "./against-go";
import { decideDraft } from "./decide-draft";
import { Onward } from "./onward";
import { useRoom } from "./room-context";
import { useRoomUi } from "./room-ui";
import { shortRoleName } from "./t-label";

/** What makes the run safer stands at the left, what lets it go on at the right, and the reasons in between. */
export function DecisionBar({ className }: { className?: string }) {
  const { state, me } = useRoom();
  const decides = isDecider(state, me.personId);
  return (
    <section
      aria-label="Decision"
      className={cx(
        "min-h-17 gap-x-6 gap-y-4 border-t border-line bg-panel px-3 py-3 sm:px-5 lg:flex lg:items-center",
        className,
      )}
    >
      <div className="order-3 flex flex-wrap gap-2.5 empty:hidden max-lg:border-t max-lg:border-line max-lg:pt-4 lg:order-1">
        <SaferVerdicts />
      </div>
      <div className="order-2 min-w-0 flex-1 text-[0.8125rem]">
        <AgainstGo short={!decides} />
        {decides ? null : <p className="mt-0.5 text-muted">{whoDecides(state)}</p>}
      </div>
      <div className="order-1 flex flex-wrap items-center gap-2.5 empty:hidden lg:order-3">
        <Onward />
      </div>
    </section>
  );
}

function whoDecides(state: Parameters<typeof deciderRole>[0]): string {
  const role = deciderRole(state);
  return role?.holder
    ? `${role.holder.name} (${shortRoleName(role.name)}) decides.`
    : "Nobody holds the decider's role yet.";
}

const looks = {
  "no-go": { variant: "nogo", icon: "slash", word: "NO-GO" },
  rollback: { variant: "rollback", icon: "turn-back", word: "ROLLBACK" },
  hold: { variant: "hold", icon: "pause", word: "HOLD" },
} as const;

/** Always there while the run can still change: pressing one opens its dialog, holding confirms it there. */
function SaferVerdicts() {
  const { state } = useRoom();
  if (state.status === "planned" || state.status === "closed" || state.status === "concluding")
    return <PlannedWays />;
  if (state.status === "rolling-back") return null;
  return (
    <>
      <VerdictButton verdict="no-go" />
      <VerdictButton verdict="rollback" />
      {state.status === "held" ? <ResumeButton /> : <VerdictButton verdict="hold" />}
    </>
  );
}

function VerdictButton({ verdict }: { verdict: keyof typeof looks }) {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const decisionPointId = verdict === "no-go" ? nextDecisionPoint(state)?.id : undefined;
  const barred = refuse(decideDraft(verdict, decisionPointId));
  const { variant, icon, word } = looks[verdict];
  return (
    <Button
      size="lg"
      variant={variant}
      disabled={barred !== null}
      title={barred?.message}
      className="max-lg:min-h-13 max-lg:flex-1"
      onClick={() => openDialog({ kind: "decide", verdict, decisionPointId })}
    >
      <Icon name={icon} /> {word}
    </Button>
  );
}

function ResumeButton() {
  const { refuse } = useRoom();
  const { openDialog } = useRoomUi();
  const barred = refuse(decideDraft("resume"));
  return (
    <Button
      size="lg"
      variant="primary"
      disabled={barred !== null}
      title={barred?.message}
      onClick={() => openDialog({ kind: "decide", verdict: "resume" })}
    >
      <Icon name="arrow-right" /> RESUME…
    </Button>
  );
}

function PlannedWays() {
  const { state, refuse } = useRoom();
  const { openDialog } = useRoomUi();
  if (state.status !== "planned") return null;
  const barred = refuse({ type: "CancelRun", payload: { reason: "asked" } });
  return barred ? null : (
    <Button size="lg" onClick={() => openDialog({ kind: "cancel-run" })}>
      Cancel the run…
    </Button>
  );
}
