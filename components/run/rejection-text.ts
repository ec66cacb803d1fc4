import type { Rejection } from "@/lib/run/rejections";

/** `SignFinalRecord` tells a script what to send next; a person has the button. */
const COMMAND_NAME = /^(?:[A-Z][a-z0-9]+){2,}$/;

/** The refusal as one sentence for a person, with what is missing where the sentence does not name it already. */
export function rejectionText({ message, missing }: Pick<Rejection, "message" | "missing">): string {
  const unnamed = missing.filter(
    (item) => !message.includes(item.replace(/\.$/, "")) && !COMMAND_NAME.test(item),
  );
  return unnamed.length > 0 ? `${message} ${unnamed.join(" · ")}` : message;
}
