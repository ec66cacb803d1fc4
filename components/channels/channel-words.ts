import type { ChannelAnswer, ChannelKind, Escalation } from "@/lib/protocol/channels";
import type { Meaning } from "../ui/meaning";

export const KIND_WORDS: Record<ChannelKind, string> = {
  email: "E-mail",
  slack: "Slack webhook",
  teams: "Teams webhook",
  webhook: "Signed webhook",
};

export const ESCALATION_WORDS: Record<Escalation, string> = {
  halt: "Halts",
  clock: "Expired decision clocks",
  decision: "Decisions",
};

/** How a channel does, as word, icon and colour. */
export function channelMeaning({ enabled, lastError, lastDeliveredAt }: ChannelAnswer): Meaning {
  if (!enabled) return { word: "OFF", icon: "pause", tone: "quiet" };
  if (lastError !== null) return { word: "FAILING", icon: "octagon", tone: "halt" };
  if (lastDeliveredAt === null) return { word: "NOT USED YET", icon: "ring", tone: "quiet" };
  return { word: "DELIVERS", icon: "check", tone: "go" };
}

export interface ChannelDraft {
  kind: ChannelKind;
  name: string;
  url: string;
  recipients: string;
}

export function recipientsOf(text: string): string[] {
  return text
    .split(/[\s,;]+/)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

/** What is still to be given before the channel can be made; null when it is all there. */
export function missingOf({ kind, name, url, recipients }: ChannelDraft): string | null {
  if (name.trim() === "") return "Give it a name.";
  if (kind !== "email") return url.trim() === "" ? "Give its address." : null;
  const wrong = recipientsOf(recipients).find((each) => !/^[^\s@]+@[^\s@]+$/.test(each));
  if (wrong !== undefined) return `${wrong} is no e-mail address.`;
  return recipientsOf(recipients).length === 0 ? "Give at least one recipient." : null;
}
