"use client";

import { useState } from "react";
import type { CommandDraft } from "@/lib/client/command-draft";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import type { Tone } from "../ui/meaning";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

interface ReasonDialogProps {
  title: string;
  consequence: string;
  tone?: Tone;
  variant?: "halt" | "hold" | "primary" | "nogo" | "line";
  label?: string;
  confirm: string;
  start?: string;
  draftOf: (reason: string) => CommandDraft;
  onClose: () => void;
}

/** One sentence from a person, and a command that carries it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const [reason, setReason] = useState(props.start ?? "");
  const text = reason.trim();
  const barred = refuse(props.draftOf(text || "asked"));
  const give = async () => {
    if (text !== "" && !barred && (await act(props.draftOf(text)))) props.onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      title={props.title}
      description={props.consequence}
      tone={props.tone}
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred?.message ?? (text === "" ? "Write the reason first." : "")}
          </p>
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            variant={props.variant ?? "primary"}
            busy={busy}
            disabled={text === "" || barred !== null}
            onClick={give}
          >
            {props.confirm}
          </Button>
        </>
      }
    >
      <Field label={props.label ?? "Reason"}>
        {(control) => (
          <Textarea
            {...control}
            autoFocus
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void give();
            }}
          />
        )}
      </Field>
      <div className="mt-3">
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
