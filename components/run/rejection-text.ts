import type { Rejection } from "@/lib/run/rejections";

type Words = Pick<Rejection, "message" | "missing">;

/** `SignFinalRecord` tells a script what to send next; a person has the button. */
const COMMAND_NAME = /^(?:[A-Z][a-z0-9]+){2,}$/;

/** The refusal as one sentence for a person, with what is missing where the sentence does not name it already. */
export function rejectionText(rejection: Words): string {
  const unnamed = unnamedIn(rejection);
  return unnamed.length > 0 ? `${rejection.message} ${unnamed.join(" · ")}` : rejection.message;
}

/** The same for the bar, whose height must not change: of more than two things it says how many, the centre lists them. */
export function shortRejection(rejection: Words): string {
  const { length } = unnamedIn(rejection);
  return length > 2
    ? `${rejection.message.replace(/\.$/, "")}: ${length} are left.`
    : rejectionText(rejection);
}

function unnamedIn({ message, missing }: Words): string[] {
  return missing.filter((item) => !message.includes(item.replace(/\.$/, "")) && !COMMAND_NAME.test(item));
}
