import { found, type HeldAgainst, type PackReport } from "./finding";
import { verifyPack } from "./verify-pack";
import { openZip } from "./zip-source";

/** Verifies a pack's zip: a file's path, or its bytes. */
export async function verifyZip(zip: string | Buffer, held: HeldAgainst = {}): Promise<PackReport> {
  const opened = await openZip(zip);
  if (!opened.ok) {
    const { unreadable, where, message } = opened;
    return { verdict: unreadable ? "unreadable" : "broken", finding: found("zip", where, message) };
  }
  try {
    return await verifyPack(opened.source, held);
  } finally {
    opened.close();
  }
}
