import { createHash } from "node:crypto";
import { type DecodedText, decodeText } from "../../runbook/decode-text";

interface DecodedMarkdown {
  text: string;
  /** Hex SHA-256 of the exact bytes. */
  sha256: string;
  encoding: "utf-8" | "latin-1";
}

export type Decoding = { ok: true; markdown: DecodedMarkdown } | Extract<DecodedText, { ok: false }>;

/** Bytes as text with their hash; what is no text at all is refused with a sentence. */
export function decodeMarkdown(bytes: Uint8Array): Decoding {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded;
  return {
    ok: true,
    markdown: { text, encoding, sha256: createHash("sha256").update(bytes).digest("hex") },
  };
}
