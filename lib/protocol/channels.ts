/** How a channel is reached. */
export const CHANNEL_KINDS = ["email", "slack", "teams", "webhook"] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

/** What a channel may ask for beside broadcasts. */
export const ESCALATIONS = ["halt", "clock", "decision"] as const;
export type Escalation = (typeof ESCALATIONS)[number];

/** A channel as an administrator sees it: never its address or secret. Instants are ISO 8601. */
export interface ChannelAnswer {
  channelId: string;
  name: string;
  kind: ChannelKind;
  /** The runs whose word it takes. */
  runKind: "rehearsal" | "production";
  escalations: Escalation[];
  /** The host that it leads to, or its recipients. */
  target: string;
  enabled: boolean;
  /** Why it is disabled, where no administrator did it. */
  disabledReason: string | null;
  lastDeliveredAt: string | null;
  /** Of the last attempt, if it failed. */
  lastError: string | null;
  lastErrorAt: string | null;
  /** Deliveries that are still to be made. */
  waiting: number;
  /** Deliveries that were given up after the last attempt. */
  givenUp: number;
}

export interface ChannelMadeAnswer extends ChannelAnswer {
  /** Of a signed webhook: the key of its signatures, shown this once. */
  signingSecret: string | null;
}

export interface ChannelTestAnswer {
  delivered: boolean;
  /** Why not: a sentence. */
  error: string | null;
}
