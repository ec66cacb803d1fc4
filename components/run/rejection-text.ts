import type { Rejection } from "@/lib/run/rejections";

/** The refusal as one sentence for a person, with what is missing where the sentence does not name it already. */
export function rejectionText({ message, missing }: Pick<Rejection, "message" | "missing">): string {
  const unnamed = missing.filter((item) => !message.includes(item.replace(/\.$/, "")));
  return unnamed.length > 0 ? `${message} ${unnamed.join(" · ")}` : message;
}
