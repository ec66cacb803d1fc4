import type { ChannelMadeAnswer } from "@/lib/protocol/channels";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy-button";

/** The key of a signed webhook, the one time that it can be seen. */
export function SigningSecret({ channel, onDone }: { channel: ChannelMadeAnswer; onDone: () => void }) {
  const { signingSecret, name } = channel;
  if (signingSecret === null) return null;
  return (
    <section
      aria-label="Key of the signatures"
      className="mb-4 rounded-2xl border border-hold bg-hold/8 p-5 text-sm"
    >
      <p className="font-[650]">Key of the signatures of “{name}”: shown this once</p>
      <p className="mt-1 max-w-[68ch] text-muted">
        The receiver takes the HMAC-SHA256 of the Holdpoint-Timestamp header, a full stop and the body under
        this key, and compares it with Holdpoint-Signature.
      </p>
      <p className="mt-3 flex flex-wrap items-center gap-3">
        <code className="min-w-0 rounded-lg bg-raised px-3 py-2 font-mono text-[0.8125rem] break-all">
          {signingSecret}
        </code>
        <CopyButton text={signingSecret} what="the key" />
        <Button onClick={onDone}>I have kept it</Button>
      </p>
    </section>
  );
}
