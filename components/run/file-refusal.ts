import type { Refuse } from "@/lib/client/use-send-command";

/** Asked of the rules in the place of a hash that only the server will know. */
const SOME_HASH = "0".repeat(64);

/** Why a file would not be taken under this name, in one sentence; null where it would. */
export function fileRefusal(refuse: Refuse, name: string, size: number): string | null {
  if (name.trim() === "") return "Give it a name first.";
  const barred = refuse({
    type: "AttachEvidence",
    payload: { name: name.trim(), location: "", sha256: SOME_HASH, size, upload: { artifactId: "asked" } },
  });
  return barred?.message ?? null;
}
