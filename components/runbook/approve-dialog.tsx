"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { Textarea } from "../ui/textarea";

/** What an approver says of a hash. */
export interface GivenVerdict {
  verdict: "approved" | "rejected";
  statement: string;
  /** Role or title; null where none was given. */
  role: string | null;
}

/** Why a verdict was not taken: as the API says it. */
export interface VerdictProblem {
  message: string;
  rule?: string;
  missing?: string[];
}

interface ApproveDialogProps {
  verdict: GivenVerdict["verdict"];
  version: number;
  sha256: string;
  /** What this text differs in from the last approved one, in a sentence. */
  difference: string;
  /** Resolves with the problem, or with null once the verdict is recorded. */
  onGive: (given: GivenVerdict) => Promise<VerdictProblem | null>;
  onClose: () => void;
}

/** A verdict on one hash: what is judged stands above it, the statement and the role go on record. */
export function ApproveDialog({ verdict, version, sha256, difference, onGive, onClose }: ApproveDialogProps) {
  const approving = verdict === "approved";
  const form = useId();
  const [statement, setStatement] = useState("");
  const [role, setRole] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<VerdictProblem | null>(null);
  const said = statement.trim();

  const give = async (event: FormEvent) => {
    event.preventDefault();
    if (said === "" || busy) return;
    setBusy(true);
    setProblem(null);
    const refused = await onGive({ verdict, statement: said, role: role.trim() || null });
    setBusy(false);
    if (refused) setProblem(refused);
    else onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      tone={approving ? "go" : "nogo"}
      title={approving ? `Approve version ${version}` : `Reject version ${version}`}
      description={
        approving
          ? "Your approval is bound to this exact text and lapses when a byte of it changes."
          : "A production run of this text is refused until you approve it after all."
      }
      footer={
        <>
          <p className="min-w-0 flex-1 basis-full text-[0.8125rem] text-muted sm:basis-0">
            {said === "" ? "Write the statement first." : ""}
          </p>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            form={form}
            variant={approving ? "go" : "nogo"}
            busy={busy}
            disabled={said === ""}
          >
            <Icon name={approving ? "check" : "slash"} />
            {approving ? "Approve this hash" : "Reject this hash"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={give} className="space-y-4">
        <div className="rounded-lg border border-line bg-ground px-3 py-2">
          <p className="text-[0.8125rem] text-muted">SHA-256</p>
          <code className="block font-mono text-[0.8125rem] break-all">{sha256}</code>
          <p className="mt-1.5 text-[0.8125rem]">{difference}</p>
        </div>
        <Field
          label="Statement"
          hint={approving ? "What you have read and what you stand for." : "What has to change."}
        >
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              required
              maxLength={4000}
              value={statement}
              onChange={(event) => setStatement(event.target.value)}
              onKeyDown={(event) => {
                if (event.key === "Enter" && (event.metaKey || event.ctrlKey))
                  event.currentTarget.form?.requestSubmit();
              }}
            />
          )}
        </Field>
        <Field label="Your role or title" hint="Goes on record beside your name. Optional.">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={role}
              autoComplete="organization-title"
              onChange={(event) => setRole(event.target.value)}
            />
          )}
        </Field>
        {problem ? (
          <ErrorNote title={problem.message} rule={problem.rule} missing={problem.missing}>
            Nothing was recorded; what you wrote is kept here.
          </ErrorNote>
        ) : null}
      </form>
    </Dialog>
  );
}
