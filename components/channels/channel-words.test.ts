import { describe, expect, test } from "vitest";
import type { ChannelAnswer } from "@/lib/protocol/channels";
import { channelMeaning, missingOf, recipientsOf } from "./channel-words";

const channel: ChannelAnswer = {
  channelId: "c",
  name: "CTO",
  kind: "email",
  runKind: "production",
  escalations: [],
  target: "cto@example.org",
  enabled: true,
  disabledReason: null,
  lastDeliveredAt: null,
  lastError: null,
  lastErrorAt: null,
  waiting: 0,
  givenUp: 0,
};

describe("a channel in words", () => {
  test("says how it does, off before failing, failing before delivered", () => {
    const delivered = { ...channel, lastDeliveredAt: "2026-11-27T02:00:00Z" };
    const failing = { ...delivered, lastError: "hooks.example.org refuses connections." };
    expect(channelMeaning(channel).word).toBe("NOT USED YET");
    expect(channelMeaning(delivered).word).toBe("DELIVERS");
    expect(channelMeaning(failing).word).toBe("FAILING");
    expect(channelMeaning({ ...failing, enabled: false }).word).toBe("OFF");
  });

  test("says what is still missing, one thing at a time", () => {
    const draft = { kind: "email" as const, name: " ", url: "", recipients: "" };
    expect(missingOf(draft)).toBe("Give it a name.");
    expect(missingOf({ ...draft, name: "CTO" })).toBe("Give at least one recipient.");
    expect(missingOf({ ...draft, name: "CTO", recipients: "cto" })).toBe("cto is no e-mail address.");
    expect(missingOf({ ...draft, name: "CTO", recipients: "cto@example.org" })).toBeNull();
    expect(missingOf({ ...draft, kind: "slack", name: "Ops" })).toBe("Give its address.");
    expect(
      missingOf({ ...draft, kind: "slack", name: "Ops", url: "https://hooks.example.org/x" }),
    ).toBeNull();
  });

  test("takes recipients as people paste them", () => {
    expect(recipientsOf("a@x.org, b@x.org;\n c@x.org\t")).toEqual(["a@x.org", "b@x.org", "c@x.org"]);
  });
});
