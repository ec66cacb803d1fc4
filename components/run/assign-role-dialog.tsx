"use client";

import { useState } from "react";
import { roleByKey } from "@/lib/run/people";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { Input } from "../ui/input";
import { ActProblemLine } from "./act-problem";
import { useRoom } from "./room-context";
import { useAct } from "./use-act";

/** Puts somebody with an account into a role of this run. */
export function AssignRoleDialog({ role, onClose }: { role: string; onClose: () => void }) {
  const { state } = useRoom();
  const { act, busy, problem } = useAct();
  const [email, setEmail] = useState("");
  const name = roleByKey(state, role)?.name ?? role;
  const assign = async () => {
    if (await act({ type: "AssignRole", payload: { role, email: email.trim() } })) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Who is ${name}?`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            className="ml-auto"
            busy={busy}
            disabled={!email.includes("@")}
            onClick={assign}
          >
            Assign
          </Button>
        </>
      }
    >
      <Field label="E-mail address of the account">
        {(control) => (
          <Input
            {...control}
            type="email"
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
        )}
      </Field>
      <div className="mt-3">
        <ActProblemLine problem={problem} />
      </div>
    </Dialog>
  );
}
