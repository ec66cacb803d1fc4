"use client";

import { useState } from "react";
import { createShareLink, revokeShareLink, type ShareLink } from "@/lib/client/share-links";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Input } from "../ui/input";
import { useRoom } from "./room-context";

interface MadeLink extends ShareLink {
  revoked: boolean;
}

/** Links for people without an account: made here, shown once, revoked here. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { runId } = useRoom();
  const [links, setLinks] = useState<readonly MadeLink[]>([]);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  async function attempt(work: () => Promise<void>) {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (cause) {
      setProblem(cause instanceof Error ? cause.message : "The server did not answer.");
    }
    setBusy(false);
  }
  const make = () =>
    attempt(async () => {
      const link = await createShareLink(runId);
      setLinks((known) => [{ ...link, revoked: false }, ...known]);
    });
  const revoke = (linkId: string) =>
    attempt(async () => {
      await revokeShareLink(runId, linkId);
      setLinks((known) => known.map((link) => (link.linkId === linkId ? { ...link, revoked: true } : link)));
    });

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Share with stakeholders"
      description="Whoever has the link sees the state, the progress and the last updates: no commands, no evidence, no names."
      footer={
        <>
          <Button variant="primary" busy={busy} onClick={make}>
            Make a link
          </Button>
          <Button className="ml-auto" onClick={onClose}>
            Done
          </Button>
        </>
      }
    >
      <div className="grid gap-3 text-sm">
        {problem ? <ErrorNote title={problem} /> : null}
        {links.length === 0 ? (
          <p className="text-muted">
            A link's address is shown once, when it is made. Copy it then; it can be revoked at any time.
          </p>
        ) : null}
        {links.map((link) => (
          <div key={link.linkId} className="grid gap-2">
            <div className="flex items-center gap-2">
              <Input
                mono
                readOnly
                aria-label="Address of the link"
                value={link.url}
                disabled={link.revoked}
                onFocus={(event) => event.target.select()}
              />
              {link.revoked ? null : <CopyButton text={link.url} what="the link" />}
            </div>
            {link.revoked ? (
              <p className="text-muted">Revoked: it shows nothing any more, also where it is open.</p>
            ) : (
              <div>
                <Button size="sm" variant="halt" busy={busy} onClick={() => revoke(link.linkId)}>
                  Revoke
                </Button>
              </div>
            )}
          </div>
        ))}
      </div>
    </Dialog>
  );
}
