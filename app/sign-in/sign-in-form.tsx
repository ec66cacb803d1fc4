"use client";

import { Button } from "@/components/ui/button";
import { ErrorNote } from "@/components/ui/error-note";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { Credentials } from "./submit-sign-in";

interface SignInFormProps {
  busy: boolean;
  /** Why the last attempt did not work. */
  problem: string | null;
  onSubmit: (credentials: Credentials) => void;
}

export function SignInForm({ busy, problem, onSubmit }: SignInFormProps) {
  return (
    <form
      method="post"
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        onSubmit({ email: String(data.get("email") ?? ""), password: String(data.get("password") ?? "") });
      }}
    >
      <Field label="E-mail">
        {(control) => (
          <Input
            {...control}
            name="email"
            type="email"
            autoComplete="username"
            required
            className="h-11 sm:h-11"
          />
        )}
      </Field>
      <Field label="Password">
        {(control) => (
          <Input
            {...control}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            className="h-11 sm:h-11"
          />
        )}
      </Field>
      {problem ? (
        <div ref={(note) => note?.scrollIntoView({ block: "nearest" })}>
          <ErrorNote title={problem} />
        </div>
      ) : null}
      <Button type="submit" variant="primary" size="lg" busy={busy} className="w-full">
        Sign in
      </Button>
    </form>
  );
}
