import { Sha256 } from "@/lib/client/sha256";
import { knownNames } from "@/lib/runbook/complete";
import { decodeText } from "@/lib/runbook/decode-text";
import { importRunbook } from "@/lib/runbook/import-runbook";
import { LATIN_1 } from "@/lib/runbook/read-limits";
import { secretSpans } from "@/lib/runbook/secret-spans";
import { readSource } from "@/lib/runbook/source-text";
import { type Reading, unread } from "./reading";

/** Reads a runbook's exact bytes as the server does, with what only an editor needs. */
export function readBytes(bytes: Uint8Array): Reading {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return unread(decoded.code, decoded.message);
  const definition = importRunbook(decoded.text, new Sha256().update(bytes).hex());
  const diagnostics =
    decoded.encoding === "latin-1" ? [LATIN_1, ...definition.diagnostics] : definition.diagnostics;
  return {
    ok: true,
    definition: { ...definition, diagnostics },
    secrets: secretSpans(readSource(decoded.text).text),
    names: knownNames(definition),
  };
}
