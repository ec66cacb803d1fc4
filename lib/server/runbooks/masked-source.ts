import { decodeText } from "../../runbook/decode-text";
import { maskCredentials } from "../../runbook/mask-credentials";
import type { Services } from "../services";
import { findMarkdown } from "./runbooks";

/** The Markdown of a version, line for line, as anybody may see it: literal credentials masked. Empty where there is none. */
export async function maskedSource(
  services: Pick<Services, "db">,
  slug: string,
  version: number,
): Promise<string> {
  const bytes = await findMarkdown(services, slug, version);
  const decoded = bytes && decodeText(bytes);
  return decoded?.ok ? maskCredentials(decoded.text).text : "";
}
