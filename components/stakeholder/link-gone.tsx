"use client";

import { useEffect } from "react";

const words = "This link no longer works";

/** What a link that was revoked, has run out, or never was shows: nothing of the run. */
export function LinkGone() {
  useEffect(() => {
    document.title = words;
  }, []);
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6">
      <p className="text-sm font-semibold text-muted">Holdpoint</p>
      <h1 className="mt-3 text-3xl font-[680] tracking-[-0.025em]" aria-live="assertive">
        {words}
      </h1>
      <p className="mt-2 text-base text-muted">
        It was revoked or has run out. Whoever sent it to you can make a new one.
      </p>
    </main>
  );
}
