import { cache } from "react";
import { type StakeholderSummary, stakeholderSummary } from "../../run/stakeholder-summary";
import { shareOf } from "../auth/share-access";
import { currentServices } from "../current-services";

/** What the holder of a share link sees; null where the link opens nothing. */
export const readShare = cache(
  async (token: string): Promise<{ summary: StakeholderSummary; serverTime: string } | null> => {
    const services = currentServices();
    const share = await shareOf(services, token);
    const head = share && (await services.runs.states.refresh(share.runId));
    if (!head) return null;
    const serverTime = services.clock.iso();
    return { summary: stakeholderSummary(head.state, serverTime, share.showNames), serverTime };
  },
);
