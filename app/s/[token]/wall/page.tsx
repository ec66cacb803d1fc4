import type { Metadata } from "next";
import { LinkGone } from "@/components/stakeholder/link-gone";
import { SharedWall } from "@/components/stakeholder/shared-wall";
import { readShare } from "@/lib/server/pages/stakeholder";
import { ReloadWithoutScript } from "../reload-without-script";
import { shareMetadata } from "../share-metadata";

interface WallPageProps {
  params: Promise<{ token: string }>;
}

export async function generateMetadata({ params }: WallPageProps): Promise<Metadata> {
  return shareMetadata((await params).token);
}

/** The share link's facts for six metres. */
export default async function SharedWallPage({ params }: WallPageProps) {
  const { token } = await params;
  const share = await readShare(token);
  // Not by notFound(): Next writes that page by script alone.
  if (!share) return <LinkGone />;
  return (
    <>
      <ReloadWithoutScript />
      <SharedWall token={token} initial={share.summary} serverTime={share.serverTime} />
    </>
  );
}
