"use client";

import { useState } from "react";
import { DemoPeople } from "./demo-people";
import { SignInForm } from "./sign-in-form";
import { type Credentials, submitSignIn } from "./submit-sign-in";

/** People whose password is public, offered in the demo; null elsewhere. */
export interface DemoOffer {
  people: { name: string; email: string }[];
  password: string;
}

export function SignInScreen({ demo, target }: { demo: DemoOffer | null; target: string }) {
  const [busyAs, setBusyAs] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  const signIn = async (credentials: Credentials) => {
    setBusyAs(credentials.email);
    setProblem(null);
    const refusal = await submitSignIn(credentials);
    // A full load: the next page starts with the new session and with nothing of the old.
    if (refusal === null) return location.assign(target);
    setBusyAs(null);
    setProblem(refusal);
  };

  return (
    <div className="mt-7 space-y-6">
      {demo ? (
        <>
          <DemoPeople
            people={demo.people}
            busyAs={busyAs}
            onPick={(email) => signIn({ email, password: demo.password })}
          />
          <p className="flex items-center gap-3 text-[0.8125rem] text-muted before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
            or with an account
          </p>
        </>
      ) : null}
      <SignInForm busy={busyAs !== null} problem={problem} onSubmit={signIn} />
    </div>
  );
}
