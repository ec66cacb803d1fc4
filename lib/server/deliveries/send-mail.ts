import { createTransport } from "nodemailer";
import type { SmtpSettings } from "../env-outgoing";
import { OutgoingError } from "../outgoing/outgoing-error";
import { footerOf, type Message } from "./message";

/** Milliseconds: to connect, to be greeted, and of silence. */
const LIMITS = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 15_000 };

const LOOPBACK = new Set(["localhost", "127.0.0.1", "::1"]);

function transportOf({ host, port, secure, user, password }: SmtpSettings) {
  return createTransport({
    host,
    port,
    secure,
    // A password never goes over the line in the open.
    requireTLS: user !== null && !secure && !LOOPBACK.has(host),
    ...(user === null ? {} : { auth: { user, pass: password ?? "" } }),
    ...LIMITS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function reasonOf(error: unknown): string {
  const response = error instanceof Error && "response" in error ? error.response : undefined;
  if (typeof response === "string") return `The mail server says: ${response.slice(0, 200)}`;
  const message = error instanceof Error ? error.message : String(error);
  return `The mail server was not reached: ${message.slice(0, 200)}`;
}

function bodyOf(message: Message): string {
  const footer = footerOf(message);
  return footer.length === 0 ? `${message.text}\n` : `${message.text}\n\n-- \n${footer.join("\n")}\n`;
}

/**
 * Sends a message to recipients who do not see each other. Its Message-ID is the delivery's, so that a second delivery
 * shows as the same mail. Answers whom the server refused while it took the others. Throws OutgoingError.
 */
export async function sendMail(
  smtp: SmtpSettings,
  recipients: readonly string[],
  message: Message,
  publicUrl: string,
): Promise<string[]> {
  const transport = transportOf(smtp);
  try {
    const sent = await transport.sendMail({
      from: smtp.from,
      bcc: [...recipients],
      subject: message.title.replace(/\s+/g, " "),
      text: bodyOf(message),
      messageId: `<${message.id}@${new URL(publicUrl).hostname}>`,
      headers: { "Auto-Submitted": "auto-generated" },
    });
    return sent.rejected;
  } catch (error) {
    throw new OutgoingError(reasonOf(error));
  } finally {
    transport.close();
  }
}
