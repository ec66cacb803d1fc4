import { isGuessing } from "../auth/throttle";
import type { Services } from "../services";
import { failed } from "./problem";
import type { Answer } from "./respond";

/** Caches between us and many stakeholders may keep an answer for one second, and no browser for any time. */
export const SHARED_FOR_A_SECOND = "public, s-maxage=1, max-age=0";

/** What a link that opens nothing answers, whether it was revoked, ran out, or never was; guesses are counted. */
export async function unknownLink(services: Services, address: string): Promise<Answer> {
  if (await isGuessing(services.db.pool, address)) {
    return failed("throttled", "Too many links from this address were wrong. Wait 15 minutes.");
  }
  return failed("not-found", "This link is unknown, has expired or was revoked.");
}
