"use client";

import { useState } from "react";
import { plusMinutes } from "@/lib/run/instant";
import { locate } from "@/lib/run/structure";
import { chosenInstant, type LocalChoice, localValue } from "../plan/local-time";
import { ZonedTimeField } from "../plan/zoned-time-field";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ActProblemLine } from "./act-problem";
import { ProposeFooter } from "./propose-footer";
import { ReasonField } from "./reason-field";
import { rejectionText } from "./rejection-text";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface RequestWaiverDialogProps {
  stepId?: string;
  evidence?: string;
  onClose: () => void;
}

const HOURS = [4, 24, 72] as const;

/** Asks for a waiver: which ticket, why, and until when it counts. An approver answers it. */
export function RequestWaiverDialog({ stepId, evidence, onClose }: RequestWaiverDialogProps) {
  const { state, refuse, nowIso } = useRoom();
  const { act, busy, problem } = useAct();
  const [openedAt] = useState(nowIso);
  const [ticket, setTicket] = useState("");
  const [reason, setReason] = useState("");
  const [expiry, setExpiry] = useState<LocalChoice>(() => ({
    local: localValue(Date.parse(state.window?.end ?? plusMinutes(openedAt, 24 * 60)), state.timeZone),
    later: null,
  }));
  const name = stepId ? (locate(state, stepId)?.step.title ?? stepId) : (evidence ?? "");
  const subject = stepId ? { stepId } : { evidence: evidence ?? "" };
  const expiresAt = chosenInstant(expiry, state.timeZone);
  const draft = (at: string) => ({
    type: "RequestWaiver" as const,
    payload: {
      ...subject,
      ticket: ticket.trim() || "asked",
      reason: reason.trim() || "asked",
      expiresAt: at,
    },
  });
  const barred = expiresAt ? refuse(draft(expiresAt)) : null;
  const why = barred
    ? rejectionText(barred)
    : ticket.trim() === ""
      ? "Name the ticket first."
      : reason.trim() === ""
        ? "Write the reason first."
        : expiresAt === null
          ? "Say until when it counts."
          : "";
  const hasApprovers = state.roles.some((role) => role.capability === "approver");
  const until = (at: string) => setExpiry({ local: localValue(Date.parse(at), state.timeZone), later: null });
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone="hold"
      title={`Request a waiver: ${name}`}
      description={
        state.kind === "production"
          ? `Another person${hasApprovers ? ", in an approver's role," : ""} grants or denies it. It lapses at its expiry.`
          : "In a rehearsal anybody in a role may grant it; granted by oneself it is marked so."
      }
      footer={
        <ProposeFooter
          why={why}
          busy={busy}
          variant="hold"
          onCancel={onClose}
          onPropose={async () => {
            if (expiresAt && (await act(draft(expiresAt)))) onClose();
          }}
        >
          Request it
        </ProposeFooter>
      }
    >
      <div className="grid gap-4 text-sm">
        <Field label="Ticket">
          {(control) => (
            <Input
              {...control}
              mono
              autoFocus
              autoComplete="off"
              value={ticket}
              onChange={(event) => setTicket(event.target.value)}
            />
          )}
        </Field>
        <ReasonField label="Why it need not be done or be there" value={reason} onChange={setReason} />
        <ZonedTimeField
          label="Counts until"
          name="expiry"
          zone={state.timeZone}
          value={expiry}
          onChange={setExpiry}
        />
        <p className="flex flex-wrap gap-2">
          {state.window ? (
            <Button size="sm" onClick={() => until(state.window?.end ?? openedAt)}>
              End of the window
            </Button>
          ) : null}
          {HOURS.map((hours) => (
            <Button key={hours} size="sm" onClick={() => until(plusMinutes(openedAt, hours * 60))}>
              {hours} h
            </Button>
          ))}
        </p>
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
