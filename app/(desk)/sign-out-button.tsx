"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";

/** Ends the session on the server, then leaves by a full load, so that nothing signed-in stays in memory. */
export function SignOutButton() {
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);

  const signOut = async () => {
    setBusy(true);
    setFailed(false);
    try {
      const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
      const response = await fetch("/api/auth/signout", {
        method: "POST",
        body: new URLSearchParams({ csrfToken, json: "true", callbackUrl: "/sign-in" }),
      });
      if (!response.ok) throw new Error("sign-out was refused");
      location.assign("/sign-in");
    } catch {
      setBusy(false);
      setFailed(true);
    }
  };

  return (
    <>
      <Button variant="ghost" className="w-full justify-start" busy={busy} onClick={signOut}>
        Sign out
      </Button>
      {failed ? (
        <p role="alert" className="px-4 pt-1 text-[0.8125rem] text-halt">
          The server was not reached: you are still signed in. Try again.
        </p>
      ) : null}
    </>
  );
}
