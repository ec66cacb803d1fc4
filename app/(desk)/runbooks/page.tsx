import type { Metadata } from "next";
import Link from "next/link";
import { RunbookList } from "@/components/runbook/runbook-list";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { listRunbooks } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../require-person";

export const metadata: Metadata = { title: "Runbooks" };

export default async function RunbooksPage() {
  await requirePerson("/runbooks");
  return (
    <div className="mx-auto w-full max-w-[80rem] px-4 py-8 sm:px-6">
      <header className="mb-6 flex flex-wrap items-center gap-4">
        <h1 className="grow text-2xl font-[650] tracking-[-0.02em]">Runbooks</h1>
        <Link href="/runbooks/import" className={buttonStyle({ variant: "primary" })}>
          <Icon name="upload" /> Import a runbook
        </Link>
      </header>
      <RunbookList runbooks={await listRunbooks()} />
    </div>
  );
}
