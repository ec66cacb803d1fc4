import type { Metadata } from "next";
import { statusTitle } from "@/components/stakeholder/status-title";
import { readShare } from "@/lib/server/pages/stakeholder";

/** Title and icon of a share link's pages: the state, and nothing where the link opens nothing. */
export async function shareMetadata(token: string): Promise<Metadata> {
  const share = await readShare(token);
  if (!share) return { title: { absolute: "This link no longer works" } };
  const { summary, serverTime } = share;
  return {
    title: { absolute: statusTitle(summary, Date.parse(serverTime)) },
    icons: { icon: summary.mode === "production" ? "/icon-production.svg" : "/icon-rehearsal.svg" },
    // The address is the key: it must not travel in a Referer header.
    referrer: "no-referrer",
  };
}
