import type { Metadata } from "next";
import { CopyButton } from "@/components/ui/copy-button";
import { readOwnTokens, readSigningKey } from "@/lib/server/pages/settings";
import { requirePerson } from "../require-person";
import { OwnTokens } from "./own-tokens";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const person = await requirePerson("/settings");
  const { tokens, publicUrl } = await readOwnTokens(person.personId);
  const { fingerprint, publicKey, createdAt } = await readSigningKey();
  return (
    <div className="mx-auto w-full max-w-[52rem] px-4 py-8 sm:px-6">
      <h1 className="mb-6 text-2xl font-[650] tracking-[-0.02em]">Settings</h1>
      <section
        aria-labelledby="signing-key"
        className="rounded-2xl border border-line bg-panel p-5 shadow-card"
      >
        <h2 id="signing-key" className="text-[0.9375rem] font-[650]">
          Key of the evidence packs
        </h2>
        <p className="mt-2 max-w-[62ch] text-muted">
          This installation signs its evidence packs with an Ed25519 key. Keep its public half where packs are
          checked: a pack that was signed by someone else shows only against the key that you know.
        </p>
        <dl className="mt-5 grid gap-5">
          <div>
            <dt className="mb-1.5 flex items-center justify-between gap-3 text-[0.8125rem] font-medium text-muted">
              Fingerprint (SHA-256 of the key)
              <CopyButton text={fingerprint} what="the fingerprint" />
            </dt>
            <dd className="break-words font-mono text-[0.9375rem] leading-relaxed">{fingerprint}</dd>
          </div>
          <div>
            <dt className="mb-1.5 flex items-center justify-between gap-3 text-[0.8125rem] font-medium text-muted">
              Public key (PEM)
              <CopyButton text={publicKey} what="the public key" />
            </dt>
            <dd>
              <pre className="whitespace-pre-wrap break-all rounded-lg bg-raised p-3.5 font-mono text-[0.8125rem]">
                {publicKey}
              </pre>
            </dd>
          </div>
          <div>
            <dt className="mb-1 text-[0.8125rem] font-medium text-muted">Made</dt>
            <dd>
              <time dateTime={createdAt}>{`${createdAt.slice(0, 16).replace("T", " ")} UTC`}</time>
            </dd>
          </div>
          <div>
            <dt className="mb-1 text-[0.8125rem] font-medium text-muted">To check a pack</dt>
            <dd className="overflow-x-auto">
              <code className="font-mono text-[0.8125rem]">
                holdpoint verify pack.zip --key installation.pem
              </code>
            </dd>
          </div>
        </dl>
      </section>
      <OwnTokens tokens={tokens} publicUrl={publicUrl} />
    </div>
  );
}
