import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Brand } from "@/components/ui/brand";
import { currentPerson } from "@/lib/server/pages/session";
import { demoSignIn } from "@/lib/server/pages/sign-in";
import { HoldPoints } from "./hold-points";
import { SignInScreen } from "./sign-in-screen";

export const metadata: Metadata = { title: "Sign in" };

interface SignInPageProps {
  searchParams: Promise<{ callbackUrl?: string | string[] }>;
}

export default async function SignInPage({ searchParams }: SignInPageProps) {
  const { callbackUrl } = await searchParams;
  const target = pathOf(callbackUrl);
  if (await currentPerson()) redirect(target);
  return (
    <main className="grid min-h-dvh lg:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <aside
        className="relative hidden overflow-hidden border-r border-line bg-panel lg:block"
        aria-hidden="true"
      >
        <HoldPoints />
      </aside>
      <div className="mx-auto flex w-full max-w-md flex-col justify-center px-6 py-10">
        <Brand className="text-lg" />
        <h1 className="mt-8 text-3xl font-[680] tracking-[-0.028em]">Sign in</h1>
        <p className="mt-1.5 text-base text-muted">The war room for planned cutovers.</p>
        <SignInScreen demo={await demoSignIn()} target={target} />
      </div>
    </main>
  );
}

/** Only a path of our own: a link must not lead elsewhere after the sign-in. */
function pathOf(callbackUrl: string | string[] | undefined): string {
  if (typeof callbackUrl !== "string") return "/";
  const base = "http://here.invalid";
  const url = URL.canParse(callbackUrl, base) ? new URL(callbackUrl, base) : null;
  return url && callbackUrl.startsWith("/") && url.origin === base ? `${url.pathname}${url.search}` : "/";
}
