import type { Metadata } from "next";
import { Brand } from "@/components/ui/brand";
import { buttonStyle } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6">
      <Brand className="text-muted" />
      <h1 className="mt-6 text-3xl font-[680] tracking-[-0.025em]">There is nothing at this address</h1>
      <p className="mt-2 text-base text-muted">
        The link may be mistyped, or what it led to was never published. Nothing was changed.
      </p>
      <p className="mt-6">
        {/* A full load: also people without an account end here. */}
        <a href="/" className={buttonStyle({ variant: "primary", size: "lg" })}>
          To the cutovers
        </a>
      </p>
    </main>
  );
}
