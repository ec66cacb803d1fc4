"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorNote } from "@/components/ui/error-note";
import { Instant } from "@/components/ui/time";
import type { TokenItem } from "@/lib/protocol/http";
import { callApi, type Problem } from "../call-api";

type OwnToken = TokenItem & { runTitle: string | null };

/** One's own API tokens: what each is called, where it is good, how long, and the way to end it. */
export function OwnTokens({ tokens, publicUrl }: { tokens: OwnToken[]; publicUrl: string }) {
  const [ended, setEnded] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState<string | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  const revoke = async (tokenId: string) => {
    setBusy(tokenId);
    setProblem(null);
    const answer = await callApi(`/api/tokens/${encodeURIComponent(tokenId)}`, { method: "DELETE" });
    setBusy(null);
    if (!answer.ok) return setProblem(answer.problem);
    setEnded((known) => new Set([...known, tokenId]));
  };

  return (
    <section
      aria-labelledby="api-tokens"
      className="mt-6 rounded-2xl border border-line bg-panel p-5 shadow-card"
    >
      <h2 id="api-tokens" className="text-[0.9375rem] font-[650]">
        Your API tokens
      </h2>
      <p className="mt-2 max-w-[62ch] text-muted">
        A script acts as you with one of these. Its secret was shown once and is kept nowhere; revoking ends
        it at once, open connections too.
      </p>
      {problem ? (
        <div className="mt-4">
          <ErrorNote title={problem.message} />
        </div>
      ) : null}
      <div className="mt-4 grid gap-4">
        {tokens.length === 0 ? (
          <EmptyState icon="lock" title="You have no tokens">
            Make one where the script will run, with the command below.
          </EmptyState>
        ) : (
          <ul className="grid">
            {tokens.map((token) => (
              <TokenRow
                key={token.tokenId}
                token={token}
                revoked={token.revoked || ended.has(token.tokenId)}
                busy={busy === token.tokenId}
                onRevoke={() => revoke(token.tokenId)}
              />
            ))}
          </ul>
        )}
        <HowToMake publicUrl={publicUrl} />
      </div>
    </section>
  );
}

interface TokenRowProps {
  token: OwnToken;
  revoked: boolean;
  busy: boolean;
  onRevoke: () => void;
}

function TokenRow({ token, revoked, busy, onRevoke }: TokenRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line py-3">
      <div className="min-w-0 flex-1 basis-64">
        <p className="font-[550] break-words">{token.name}</p>
        <p className="text-[0.8125rem] break-words text-muted">
          {token.runId === null ? (
            "Everywhere"
          ) : (
            <>
              Only in{" "}
              <a href={`/runs/${token.runId}`} className="underline hover:text-text">
                {token.runTitle ?? "one run"}
              </a>
            </>
          )}{" "}
          · made <Instant iso={token.createdAt} zone="UTC" style="short" /> · works until{" "}
          <Instant iso={token.expiresAt} zone="UTC" style="short" withZone />
        </p>
      </div>
      {revoked ? (
        <Badge>REVOKED</Badge>
      ) : (
        <Button variant="halt" busy={busy} onClick={onRevoke} aria-label={`Revoke ${token.name}`}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function HowToMake({ publicUrl }: { publicUrl: string }) {
  const body = '{"email":"you@example.org","password":"…","name":"deploy script"}';
  const command = `curl -X POST ${publicUrl}/api/tokens -H 'content-type: application/json' -d '${body}'`;
  return (
    <div>
      <p className="mb-1.5 flex items-center justify-between gap-3 text-[0.8125rem] font-medium text-muted">
        To make one
        <CopyButton text={command} what="the command" />
      </p>
      <pre className="rounded-lg bg-raised p-3.5 font-mono text-[0.8125rem] break-all whitespace-pre-wrap">
        {command}
      </pre>
      <p className="mt-1.5 text-[0.8125rem] text-muted">
        It works for 90 days. With <code className="font-mono">&quot;runId&quot;</code> in it, it is good for
        that run only.
      </p>
    </div>
  );
}
