import { EnvError, given, readUrl, type Variables } from "./env-values";

export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it, and always before a password. */
  secure: boolean;
  user: string | null;
  password: string | null;
  /** Sender, as in a From header. */
  from: string;
}

const ADDRESS = /^(?:[^<>\r\n]*<[^\s@<>]+@[^\s@<>]+>|[^\s@<>]+@[^\s@<>]+)$/;

function decoded(text: string): string | null {
  if (text === "") return null;
  try {
    return decodeURIComponent(text);
  } catch {
    throw new EnvError(
      "HOLDPOINT_SMTP_URL has a % in its user or password that encodes nothing; write it as %25.",
    );
  }
}

function readSmtp(variables: Variables): SmtpSettings | null {
  const text = given(variables, "HOLDPOINT_SMTP_URL");
  const from = given(variables, "HOLDPOINT_MAIL_FROM");
  if (!text && !from) return null;
  if (!text || !from)
    throw new EnvError("HOLDPOINT_SMTP_URL and HOLDPOINT_MAIL_FROM are given together, or neither.");
  const url = readUrl("HOLDPOINT_SMTP_URL", text, ["smtp:", "smtps:"]);
  if (url.hostname === "" || (url.pathname !== "" && url.pathname !== "/") || url.search || url.hash)
    throw new EnvError(
      "HOLDPOINT_SMTP_URL must be a server alone, such as smtps://user:password@mail.example.org:465.",
    );
  if (!ADDRESS.test(from))
    throw new EnvError(
      "HOLDPOINT_MAIL_FROM must be an e-mail address, such as holdpoint@example.org or Holdpoint <holdpoint@example.org>.",
    );
  const secure = url.protocol === "smtps:";
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: decoded(url.username),
    password: decoded(url.password),
    from,
  };
}

/** Hosts as an address has them: `new URL` writes all notations of an IP address as one. */
function readAllowed(variables: Variables): string[] {
  const list = (given(variables, "HOLDPOINT_OUTGOING_ALLOW") ?? "").split(",").map((part) => part.trim());
  return list
    .filter((part) => part !== "")
    .map((part) => {
      const host = part.includes(":") ? `[${part.replace(/^\[|\]$/g, "")}]` : part;
      const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
      if (
        url &&
        url.host === url.hostname &&
        url.pathname === "/" &&
        !url.username &&
        !url.search &&
        !url.hash
      )
        return url.hostname.replace(/^\[|\]$/g, "");
      throw new EnvError(
        `HOLDPOINT_OUTGOING_ALLOW lists host names and addresses without ports, separated by commas; "${part}" is none.`,
      );
    });
}

/** What the settings say of word that leaves the house: by mail, and to hosts that are not public. */
export function readOutgoing(variables: Variables): { smtp: SmtpSettings | null; outgoingAllow: string[] } {
  return { smtp: readSmtp(variables), outgoingAllow: readAllowed(variables) };
}
