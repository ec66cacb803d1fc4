import type { ReactNode } from "react";
import { Toaster } from "@/components/ui/toaster";
import { currentPerson } from "@/lib/server/pages/session";
import { DeskHeader } from "./desk-header";

/** The signed-in pages outside of a run. Each page asks for the person itself: a layout is no guard. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const person = await currentPerson();
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#main"
        className="sr-only z-50 rounded-lg bg-live px-4 py-2 font-semibold text-on focus:not-sr-only focus:fixed focus:left-3 focus:top-3"
      >
        Skip to content
      </a>
      {person ? <DeskHeader name={person.name} email={person.email} isAdmin={person.isAdmin} /> : null}
      <main id="main" className="flex grow flex-col">
        {children}
      </main>
      <Toaster />
    </div>
  );
}
