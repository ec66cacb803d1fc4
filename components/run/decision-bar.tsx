"use client";

import { nextDecisionPoint } from "@/lib/run/focus";
import { deciderRole, isDecider } from "@/lib/run/people";
import type { Rejection } from "@/lib/run/rejections";
import type { RunState } from "@/lib/run/state";
import { Button } from "../ui/button";
import { cx } from "../ui/class-names";
import { Icon } from "../ui/icon";
import { AgainstGo } from "./against-go";
import { BarredNote } from "./barred-note";
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

function whoDecides(state: RunState): string {
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
  return <Verdicts />;
}

function Verdicts() {
  const { state, me, refuse } = useRoom();
  const decisionPointId = nextDecisionPoint(state)?.id;
  const held = state.status === "held";
  const barred = {
    "no-go": refuse(decideDraft("no-go", decisionPointId)),
    rollback: refuse(decideDraft("rollback")),
    hold: held ? null : refuse(decideDraft("hold")),
  };
  return (
    <>
      <VerdictButton verdict="no-go" decisionPointId={decisionPointId} barred={barred["no-go"]} />
      <VerdictButton verdict="rollback" barred={barred.rollback} />
      {held ? null : <VerdictButton verdict="hold" barred={barred.hold} />}
      {isDecider(state, me.personId) ? (
        <BarredNote
          className="grid basis-full gap-1 text-[0.8125rem] text-muted lg:sr-only"
          buttons={[
            { word: "NO-GO", barred: barred["no-go"] },
            { word: "ROLLBACK", barred: barred.rollback },
            { word: "HOLD", barred: barred.hold },
          ]}
        />
      ) : null}
    </>
  );
}

interface VerdictButtonProps {
  verdict: keyof typeof looks;
  decisionPointId?: string;
  barred: Rejection | null;
}

function VerdictButton({ verdict, decisionPointId, barred }: VerdictButtonProps) {
  const { openDialog } = useRoomUi();
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
