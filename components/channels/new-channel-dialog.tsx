import { type FormEvent, useState } from "react";
import { CHANNEL_KINDS, type ChannelKind, ESCALATIONS, type Escalation } from "@/lib/protocol/channels";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { ESCALATION_WORDS, KIND_WORDS, missingOf, recipientsOf } from "./channel-words";

/** The body of `POST /api/channels`. */
export interface WantedChannel {
  kind: ChannelKind;
  name: string;
  runKind: "rehearsal" | "production";
  escalations: Escalation[];
  url?: string;
  recipients?: string[];
}

interface NewChannelDialogProps {
  /** Whether a mail server is set. */
  mail: boolean;
  /** Makes it; answers why not. */
  onAdd: (wanted: WantedChannel) => Promise<{ message: string } | null>;
  onClose: () => void;
}

const FORM = "new-channel";

/** Where the channel leads, for which runs, and what it takes beside broadcasts. */
export function NewChannelDialog({ mail, onAdd, onClose }: NewChannelDialogProps) {
  const [kind, setKind] = useState<ChannelKind>(mail ? "email" : "slack");
  const [name, setName] = useState("");
  const [runKind, setRunKind] = useState<WantedChannel["runKind"]>("production");
  const [url, setUrl] = useState("");
  const [recipients, setRecipients] = useState("");
  const [escalations, setEscalations] = useState<Escalation[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const noMail = kind === "email" && !mail;
  const missing = noMail
    ? "No mail server is set: HOLDPOINT_SMTP_URL and HOLDPOINT_MAIL_FROM name it."
    : missingOf({ kind, name, url, recipients });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (missing !== null) return;
    setBusy(true);
    const where = kind === "email" ? { recipients: recipientsOf(recipients) } : { url: url.trim() };
    const refused = await onAdd({ kind, name: name.trim(), runKind, escalations, ...where });
    setBusy(false);
    setProblem(refused?.message ?? null);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Add a channel"
      description="It takes every broadcast of the runs of its kind."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">{missing}</p>
          <Button type="submit" form={FORM} variant="primary" busy={busy} disabled={missing !== null}>
            Add
          </Button>
        </>
      }
    >
      <form id={FORM} onSubmit={submit} className="grid gap-3">
        <Field label="Kind">
          {(control) => (
            <Select
              {...control}
              autoFocus
              value={kind}
              onChange={(event) => setKind(CHANNEL_KINDS.find((each) => each === event.target.value) ?? kind)}
            >
              {CHANNEL_KINDS.map((each) => (
                <option key={each} value={each}>
                  {KIND_WORDS[each]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Takes word of" hint="Rehearsals and production never share a channel.">
          {(control) => (
            <Select
              {...control}
              value={runKind}
              onChange={(event) =>
                setRunKind(event.target.value === "rehearsal" ? "rehearsal" : "production")
              }
            >
              <option value="production">production runs</option>
              <option value="rehearsal">rehearsals</option>
            </Select>
          )}
        </Field>
        {kind === "email" ? (
          <Field
            label="Recipients"
            hint="Separated by commas or lines; they do not see each other."
            error={problem}
          >
            {(control) => (
              <Textarea
                {...control}
                rows={2}
                value={recipients}
                onChange={(event) => {
                  setRecipients(event.target.value);
                  setProblem(null);
                }}
              />
            )}
          </Field>
        ) : (
          <Field
            label="Address"
            hint="Sealed when it is kept, and never shown again. Private addresses need HOLDPOINT_OUTGOING_ALLOW."
            error={problem}
          >
            {(control) => (
              <Input
                {...control}
                mono
                type="url"
                placeholder="https://…"
                value={url}
                onChange={(event) => {
                  setUrl(event.target.value);
                  setProblem(null);
                }}
              />
            )}
          </Field>
        )}
        <EscalationChoice chosen={escalations} onChange={setEscalations} />
      </form>
    </Dialog>
  );
}

interface EscalationChoiceProps {
  chosen: Escalation[];
  onChange: (chosen: Escalation[]) => void;
}

function EscalationChoice({ chosen, onChange }: EscalationChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 text-[0.8125rem] font-medium text-muted">Beside broadcasts</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-1.5">
        {ESCALATIONS.map((each) => (
          <label key={each} className="flex min-h-8 items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-live"
              checked={chosen.includes(each)}
              onChange={(event) =>
                onChange(event.target.checked ? [...chosen, each] : chosen.filter((other) => other !== each))
              }
            />
            {ESCALATION_WORDS[each]}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
