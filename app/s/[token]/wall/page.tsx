import type { Metadata } from "next";
import { notFound } from "next/navigation";
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
  if (!share) notFound();
  return (
    <>
      <ReloadWithoutScript />
      <SharedWall token={token} initial={share.summary} serverTime={share.serverTime} />
    </>
  );
}
