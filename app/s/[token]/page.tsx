import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { LiveStakeholder } from "@/components/stakeholder/live-stakeholder";
import { tClock } from "@/lib/run/clock";
import { readShare } from "@/lib/server/pages/stakeholder";

interface SharePageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  const share = await readShare((await params).token);
  if (!share) return { title: { absolute: "This link no longer works" } };
  const { summary, serverTime } = share;
  return {
    title: { absolute: `${summary.word} · ${tClock(summary.t0, Date.parse(serverTime))} · ${summary.title}` },
    icons: { icon: summary.mode === "production" ? "/icon-production.svg" : "/icon-rehearsal.svg" },
    // The address is the key: it must not travel in a Referer header.
    referrer: "no-referrer",
  };
}

export default async function SharePage({ params }: SharePageProps) {
  const { token } = await params;
  const share = await readShare(token);
  if (!share) notFound();
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="15" />
      </noscript>
      <LiveStakeholder token={token} initial={share.summary} serverTime={share.serverTime} />
    </>
  );
}
