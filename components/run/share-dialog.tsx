"use client";

import { type ReactNode, useState } from "react";
import { createShareLink, revokeShareLink, type ShareLink } from "@/lib/client/share-links";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";
import { Dialog } from "../ui/dialog";
import { ErrorNote } from "../ui/error-note";
import { Input } from "../ui/input";
import { formatInstant } from "../ui/instant-format";
import { useRoom } from "./room-context";

/** Links for people without an account: made here, shown once, revoked here. */
export function ShareDialog({ onClose }: { onClose: () => void }) {
  const { runId, shareLinks } = useRoom();
  const [links, setLinks] = useState<readonly ShareLink[]>([]);
  const [revoked, setRevoked] = useState<ReadonlySet<string>>(new Set());
  const [showNames, setShowNames] = useState(false);
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
      const link = await createShareLink(runId, showNames);
      setLinks((known) => [link, ...known]);
    });
  const revoke = (linkId: string) =>
    attempt(async () => {
      await revokeShareLink(runId, linkId);
      setRevoked((known) => new Set([...known, linkId]));
    });

  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Share with stakeholders"
      description="Whoever has the link sees the state, the progress and the last updates: no commands, no evidence, and names only where you say so."
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
        <label className="flex items-center gap-2.5">
          <input
            type="checkbox"
            className="size-4 accent-live"
            checked={showNames}
            onChange={(event) => setShowNames(event.target.checked)}
          />
          The link shows who holds which role
        </label>
        {links.map((link) => (
          <LinkRow
            key={link.linkId}
            revoked={revoked.has(link.linkId)}
            busy={busy}
            onRevoke={() => revoke(link.linkId)}
            below={<Views url={link.url} />}
          >
            <Input
              mono
              readOnly
              aria-label="Address of the link"
              value={link.url}
              onFocus={(event) => event.target.select()}
            />
            <CopyButton text={link.url} what="the link" />
          </LinkRow>
        ))}
        {shareLinks.map((link) => (
          <LinkRow
            key={link.linkId}
            revoked={revoked.has(link.linkId)}
            busy={busy}
            onRevoke={() => revoke(link.linkId)}
          >
            <span className="min-w-0 flex-1 text-muted">
              Made by {link.createdBy} on {formatInstant(link.createdAt, "UTC", "short")} UTC
              {link.showNames ? ", with names" : ""}
            </span>
          </LinkRow>
        ))}
        <p className="border-t border-line pt-3 text-muted">
          For people with an account:{" "}
          <a className="underline" href={`/runs/${runId}/wall`} target="_blank" rel="noreferrer">
            wallboard
          </a>
          {" · "}
          <a className="underline" href={`/api/runs/${runId}/calendar.ics`}>
            window for the calendar
          </a>
        </p>
      </div>
    </Dialog>
  );
}

interface LinkRowProps {
  revoked: boolean;
  busy: boolean;
  onRevoke: () => void;
  /** Further addresses of the link. */
  below?: ReactNode;
  children: ReactNode;
}

/** The same link for a wall and for a calendar. */
function Views({ url }: { url: string }) {
  return (
    <p className="mt-1 flex flex-wrap items-center gap-x-4 text-muted">
      <a className="underline" href={`${url}/wall`} target="_blank" rel="noreferrer">
        Wallboard
      </a>
      <CopyButton text={`${url}/wall`} what="the wallboard's address" compact />
      <a className="underline" href={`${url}/calendar.ics`}>
        Window for the calendar
      </a>
    </p>
  );
}

function LinkRow(props: LinkRowProps) {
  return (
    <div>
      <LinkLine {...props} />
      {props.revoked ? null : props.below}
    </div>
  );
}

function LinkLine({ revoked, busy, onRevoke, children }: Omit<LinkRowProps, "below">) {
  return (
    <div className="flex flex-wrap items-center gap-2 sm:flex-nowrap">
      {revoked ? (
        <p className="text-muted">Revoked: it shows nothing any more, also where it is open.</p>
      ) : (
        <>
          {children}
          <Button variant="halt" busy={busy} onClick={onRevoke}>
            Revoke
          </Button>
        </>
      )}
    </div>
  );
}
