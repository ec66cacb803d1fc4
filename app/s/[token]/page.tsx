import type { Metadata } from "next";
import { LinkGone } from "@/components/stakeholder/link-gone";
import { LiveStakeholder } from "@/components/stakeholder/live-stakeholder";
import { readShare } from "@/lib/server/pages/stakeholder";
import { ReloadWithoutScript } from "./reload-without-script";
import { shareMetadata } from "./share-metadata";

interface SharePageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: SharePageProps): Promise<Metadata> {
  return shareMetadata((await params).token);
}

export default async function SharePage({ params }: SharePageProps) {
  const { token } = await params;
  const share = await readShare(token);
  // Not by notFound(): Next writes that page by script alone.
  if (!share) return <LinkGone />;
  return (
    <>
      <ReloadWithoutScript />
      <LiveStakeholder token={token} initial={share.summary} serverTime={share.serverTime} />
    </>
  );
}
