"use client";

import type { ReactNode } from "react";
import { whereabouts } from "@/lib/client/presence";
import { useNow } from "@/lib/client/use-now";
import { deciderRole, isDecider } from "@/lib/run/people";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Countdown } from "./countdown";
import { useRoom } from "./room-context";
import { type RoomDialog, useRoomUi } from "./room-ui";

/** Who may take command now, in every pane and on every screen: an offer that is open, a decider who is gone. */
export function DeputyLine() {
  const { state } = useRoom();
  if (["planned", "closed", "unplanned"].includes(state.status)) return null;
  return (
    <>
      {state.commandOffer ? <OfferLine /> : null}
      <GoneLine />
    </>
  );
}

function OfferLine() {
  const { state, me } = useRoom();
  const offer = state.commandOffer;
  if (!offer) return null;
  const toMe = offer.to.personId === me.personId;
  const concerned = toMe || offer.from.personId === me.personId;
  return (
    <Line
      button={concerned ? { word: toMe ? "Answer…" : "Withdraw…", dialog: { kind: "handover" } } : null}
      strong={toMe}
    >
      {offer.from.name} offers command to {toMe ? "you" : offer.to.name}; it lapses in{" "}
      <Countdown dueAt={offer.lapsesAt} className="font-semibold" />. Until then {offer.from.name} decides.
    </Line>
  );
}

function GoneLine() {
  const { state, me, presence, refuse } = useRoom();
  const now = useNow();
  const decider = deciderRole(state)?.holder;
  if (!decider || isDecider(state, me.personId)) return null;
  const where = whereabouts(presence, decider.personId);
  const minutes = where.kind === "away" ? Math.floor((now - Date.parse(where.since)) / 60_000) : 0;
  const mayAssume = refuse({ type: "AssumeCommand", payload: { reason: "asked" } }) === null;
  const asked = { personId: state.appointment?.to.personId ?? me.personId, name: "asked", reason: "asked" };
  const mayAppoint = refuse({ type: "AppointDecider", payload: asked }) === null;
  if (!mayAssume && !mayAppoint && !state.appointment && minutes < 2) return null;
  const gone = whereWords(decider.name, where.kind === "absent", minutes);
  return (
    <Line
      strong={mayAssume || mayAppoint}
      button={
        mayAssume
          ? { word: "ASSUME COMMAND…", dialog: { kind: "assume-command" } }
          : mayAppoint
            ? {
                word: state.appointment ? "CONFIRM…" : "APPOINT…",
                dialog: { kind: "appoint-decider" },
              }
            : null
      }
    >
      {gone}{" "}
      {state.appointment
        ? `${state.appointment.by.map(({ name }) => name).join(", ")} proposed ${state.appointment.to.name}; a second approver confirms.`
        : mayAssume
          ? "You are the deputy and may take over."
          : state.deputy
            ? `${state.deputy.name} is the deputy.`
            : "No deputy is named; two approvers can appoint who decides."}
    </Line>
  );
}

function whereWords(name: string, absent: boolean, minutes: number): string {
  if (absent) return `${name} decides and is not in the room.`;
  return minutes >= 2 ? `${name} decides and is away for ${minutes} min.` : `${name} decides.`;
}

interface LineProps {
  children: ReactNode;
  button: { word: string; dialog: RoomDialog } | null;
  strong: boolean;
}

function Line({ children, button, strong }: LineProps) {
  const { openDialog } = useRoomUi();
  return (
    <div className="tinted tone-hold flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b px-3 py-1.5 text-[0.8125rem] sm:px-5">
      <Icon name="person" />
      <p className="min-w-0 flex-1 basis-56 text-text">{children}</p>
      {button ? (
        <Button
          size={strong ? "md" : "sm"}
          variant={strong ? "hold" : "line"}
          onClick={() => openDialog(button.dialog)}
        >
          {button.word}
        </Button>
      ) : null}
    </div>
  );
}
