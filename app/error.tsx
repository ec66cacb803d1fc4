"use client";

import { Button, buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";

/** A defect on our side. Recorded facts are on the server's log and are not touched by it. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : null;
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6">
      <p className="inline-flex items-center gap-2 font-semibold text-halt" role="alert">
        <Icon name="octagon" /> This page failed
      </p>
      <h1 className="mt-3 text-3xl font-[680] tracking-[-0.025em]">Something broke on our side</h1>
      <p className="mt-2 text-base text-muted">
        Everything that was recorded is kept. Try again; if it comes back, tell whoever runs Holdpoint here
        {digest ? (
          <>
            {" "}
            and give them <code className="font-mono text-sm text-text">{digest}</code>
          </>
        ) : null}
        .
      </p>
      <p className="mt-6 flex gap-3">
        <Button variant="primary" size="lg" onClick={() => retry()}>
          Try again
        </Button>
        <a href="/" className={buttonStyle({ size: "lg" })}>
          To the cutovers
        </a>
      </p>
    </main>
  );
}
