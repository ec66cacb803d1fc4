import type { IncomingMessage } from "node:http";

/** Why a request goes no further than the front. */
export interface FrontRefusal {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
}

/** Of next-auth's addresses those that our own pages use; the others show pages or write to the log for anybody. */
const authPath =
  /^\/api\/auth\/(?:csrf|session|providers|error|signin|signin\/credentials|signout|callback\/credentials)$/;

/** Largest form that signs somebody in, bytes. */
const LONGEST_FORM = 16 * 1024;

const FORM = "application/x-www-form-urlencoded";

const NOT_AN_ADDRESS: FrontRefusal = {
  status: 400,
  code: "malformed",
  message: "This is no address: it must begin with a slash, and each % must begin a character.",
};

const NOWHERE: FrontRefusal = {
  status: 404,
  code: "not-found",
  message: "There is nothing at this address.",
};

function methodRefusal(method: string, allowed: readonly string[]): FrontRefusal | null {
  if (allowed.includes(method)) return null;
  const allow = allowed.join(", ");
  return {
    status: 405,
    code: "method-not-allowed",
    message: `This address takes ${allow} only.`,
    headers: { allow },
  };
}

function isDecodable(path: string): boolean {
  try {
    decodeURIComponent(path);
    return true;
  } catch {
    return false;
  }
}

/** Whether this is the address of something here, and not of another server, as a proxy would be asked. */
export function addressRefusal(path: string): FrontRefusal | null {
  return path.startsWith("/") ? null : NOT_AN_ADDRESS;
}

/** Pages are read; nothing is ever sent to one. Next's own tools, in development, do send. */
export function pageRefusal(method: string, path: string): FrontRefusal | null {
  if (!isDecodable(path)) return NOT_AN_ADDRESS;
  if (path.startsWith("/__nextjs")) return null;
  return methodRefusal(method, ["GET", "HEAD"]);
}

/** next-auth would read a body of any size and stumble over one that it cannot parse, so it is given neither. */
export function signInRefusal(
  { method = "", headers }: Pick<IncomingMessage, "method" | "headers">,
  path: string,
): FrontRefusal | null {
  if (!authPath.test(path)) return NOWHERE;
  if (method !== "POST") return methodRefusal(method, ["GET", "HEAD", "POST"]);
  const media = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  const length = Number(headers["content-length"] ?? "0");
  if (headers["transfer-encoding"] !== undefined || length > LONGEST_FORM) {
    const message = `The form is larger than ${LONGEST_FORM / 1024} KB, or does not say how large it is.`;
    return { status: 413, code: "too-large", message };
  }
  if (length === 0 || media === FORM) return null;
  return { status: 415, code: "unsupported-media-type", message: `This address takes ${FORM} only.` };
}
