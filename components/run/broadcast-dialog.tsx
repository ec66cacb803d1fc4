"use client";

import { useState } from "react";
import { watchOf } from "@/lib/run/hypercare-rounds";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Select } from "../ui/select";
import { Textarea } from "../ui/textarea";
import { ActProblemLine } from "./act-problem";
import { ReasonField } from "./reason-field";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

const watchResults = ["pass", "warn", "fail"] as const;

/** An update for everybody who follows from outside; it is sent by this person and never by itself. */
export function BroadcastDialog({
  templateId: given,
  text: drafted,
  onClose,
}: {
  templateId?: string;
  /** The template's text with what is known filled in. */
  text?: string;
  onClose: () => void;
}) {
  const { state, refuse } = useRoom();
  const { act, busy, problem } = useAct();
  const templates = state.communications.templates;
  const [templateId, setTemplateId] = useState(given ?? "");
  const [text, setText] = useState(
    () => drafted ?? templates.find((template) => template.id === given)?.text ?? "",
  );
  const [watch, setWatch] = useState<"" | "pass" | "warn" | "fail">("");
  const [watchNote, setWatchNote] = useState("");
  const watched = state.status === "hypercare" && watchOf(state).length > 0;
  const words = text.trim();
  const open = words.match(/\[[^\]\s][^\]]*\]/g) ?? [];
  const draft = {
    type: "SendBroadcast" as const,
    payload: {
      text: words,
      ...(templateId ? { templateId } : {}),
      ...(watched && watch !== "" ? { watch: { result: watch, note: watchNote } } : {}),
    },
  };
  const barred = words ? refuse(draft) : null;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title="Send an update"
      description="Shown on the stakeholder page at once; it starts the time to the next update anew."
      footer={
        <>
          <p className="min-w-0 flex-1 text-[0.8125rem] text-muted">
            {barred?.message ?? (open.length > 0 ? `Still to fill in: ${open.join(", ")}` : "")}
          </p>
          <Button
            variant="primary"
            busy={busy}
            disabled={words === "" || open.length > 0 || barred !== null}
            onClick={async () => {
              if (await act(draft)) onClose();
            }}
          >
            Send
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        {templates.length > 0 ? (
          <Field label="Template">
            {(control) => (
              <Select
                {...control}
                value={templateId}
                onChange={(event) => {
                  setTemplateId(event.target.value);
                  setText(templates.find((template) => template.id === event.target.value)?.text ?? text);
                }}
              >
                <option value="">In your own words</option>
                {templates.map((template) => (
                  <option key={template.id} value={template.id}>
                    {template.name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        ) : null}
        <Field label="Text">
          {(control) => (
            <Textarea
              {...control}
              autoFocus
              rows={3}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        {watched ? (
          <Field
            label="The watch"
            hint={watchOf(state)
              .map((check) => check.text)
              .join(" · ")}
          >
            {(control) => (
              <Select
                {...control}
                value={watch}
                onChange={(event) => setWatch(watchResults.find((each) => each === event.target.value) ?? "")}
              >
                <option value="">not attested with this update</option>
                <option value="pass">PASS: all of it looks as it should</option>
                <option value="warn">WARN</option>
                <option value="fail">FAIL</option>
              </Select>
            )}
          </Field>
        ) : null}
        {watched && (watch === "warn" || watch === "fail") ? (
          <ReasonField label="What was seen" value={watchNote} onChange={setWatchNote} />
        ) : null}
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
