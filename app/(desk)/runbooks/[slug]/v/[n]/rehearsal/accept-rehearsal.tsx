"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { toast } from "sonner";
import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";
import { Textarea } from "@/components/ui/textarea";
import { type Problem, postJson } from "../../../../../call-api";

interface AcceptRehearsalProps {
  production: { slug: string; version: number };
  rehearsal: { slug: string; version: number };
  /** Why the reader cannot accept; null where they can. */
  barred: string | null;
}

/** An approver's word that the other text rehearses this one, with their reason. */
export function AcceptRehearsal({ production, rehearsal, barred }: AcceptRehearsalProps) {
  const router = useRouter();
  const [statement, setStatement] = useState("");
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const said = statement.trim();
  const home = `/runbooks/${production.slug}/v/${production.version}`;

  const accept = async (event: FormEvent) => {
    event.preventDefault();
    if (said === "" || busy) return;
    setBusy(true);
    setProblem(null);
    const answer = await postJson(
      `/api/runbooks/${encodeURIComponent(production.slug)}/versions/${production.version}/rehearsal-links`,
      { ...rehearsal, statement: said },
    );
    setBusy(false);
    if (!answer.ok) return setProblem(answer.problem);
    toast.success("The rehearsal is accepted");
    router.push(home);
    router.refresh();
  };

  return (
    <form onSubmit={accept} className="space-y-4 rounded-xl border border-line bg-panel px-4 py-4 sm:px-5">
      <Field
        label="Statement"
        hint="Why the rehearsal proves the production text in spite of the differences above."
      >
        {(control) => (
          <Textarea
            {...control}
            required
            maxLength={4000}
            value={statement}
            onChange={(event) => setStatement(event.target.value)}
          />
        )}
      </Field>
      {problem ? (
        <ErrorNote title={problem.message} rule={problem.rule} missing={problem.missing}>
          Nothing was recorded; what you wrote is kept here.
        </ErrorNote>
      ) : null}
      <div className="flex flex-wrap items-center gap-3">
        <p id="accept-note" className="min-w-0 flex-1 basis-56 text-[0.8125rem] text-muted">
          {barred ??
            (said === ""
              ? "Write the statement first."
              : "Your name, the time and both hashes go on record. It lapses when either text changes.")}
        </p>
        <Button
          type="submit"
          variant="go"
          busy={busy}
          disabled={barred !== null || said === ""}
          aria-describedby="accept-note"
        >
          <Icon name="check" /> Accept as its rehearsal
        </Button>
      </div>
    </form>
  );
}
