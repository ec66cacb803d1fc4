import { headers } from "next/headers";
import { reloadScript } from "@/components/stakeholder/reload-timer";

/** Keeps the page current by fetching it again: where scripts are off, and where they are on but never come. */
export async function ReloadWithoutScript() {
  const policy = (await headers()).get("content-security-policy") ?? "";
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  return (
    <>
      <noscript>
        <meta httpEquiv="refresh" content="15" />
      </noscript>
      <script nonce={nonce}>{reloadScript}</script>
    </>
  );
}
