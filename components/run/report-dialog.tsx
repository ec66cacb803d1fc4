"use client";

import { useState } from "react";
import { REPORT_FIELDS } from "@/lib/run/hypercare-rounds";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** The report of hypercare at 24 or 72 hours; filed again it replaces the earlier one. */
export function ReportDialog({ reportId, onClose }: { reportId: string; onClose: () => void }) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const filed = state.reports.find(({ id }) => id === reportId);
  const [fields, setFields] = useState<Record<string, string>>(filed?.fields ?? {});
  const draft = { type: "FileReport" as const, payload: { reportId, fields } };
  const barred = refuse(draft);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Report at ${reportId}`}
      description="What hypercare has seen so far. It stands in the record and in the evidence pack."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{barred?.message ?? ""}</p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={busy}
            disabled={barred !== null}
            onClick={async () => {
              if (await act(draft)) onClose();
            }}
          >
            File the report
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {REPORT_FIELDS.map((name) => (
          <Field key={name} label={name}>
            {(control) => (
              <Textarea
                {...control}
                rows={3}
                value={fields[name] ?? ""}
                onChange={(event) => setFields((known) => ({ ...known, [name]: event.target.value }))}
              />
            )}
          </Field>
        ))}
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
