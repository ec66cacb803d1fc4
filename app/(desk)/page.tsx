import type { Metadata } from "next";
import Link from "next/link";
import { CutoverList } from "@/components/home/cutover-list";
import { ServerTime } from "@/components/home/server-time";
import { buttonStyle } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { listCutovers } from "@/lib/server/pages/cutovers";
import { requirePerson } from "./require-person";

export async function generateMetadata(): Promise<Metadata> {
  const { personId } = await requirePerson("/");
  const { cutovers } = await listCutovers(personId);
  const live = cutovers.filter(({ status }) => status !== "planned" && status !== "closed").length;
  return { title: live > 0 ? `${live} live · Cutovers` : "Cutovers" };
}

export default async function CutoversPage() {
  const { personId } = await requirePerson("/");
  const { cutovers, serverTime } = await listCutovers(personId);
  return (
    <div className="mx-auto w-full max-w-[100rem] px-4 py-8 sm:px-6">
      <header className="mb-8 flex flex-wrap items-center gap-4">
        <h1 className="grow text-2xl font-[650] tracking-[-0.02em]">Cutovers</h1>
        <Link href="/plan" className={buttonStyle({ variant: "primary" })}>
          <Icon name="plus" /> Plan a run
        </Link>
      </header>
      <ServerTime serverTime={serverTime}>
        <CutoverList cutovers={cutovers} />
      </ServerTime>
    </div>
  );
}
