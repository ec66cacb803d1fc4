import { describe, expect, test } from "vitest";
import { stakeholderSummary } from "@/lib/run/stakeholder-summary";
import { givenStarted } from "@/lib/run/testing";
import { sentencesOf } from "./sentences";

const run = givenStarted().given("scribe", { type: "SendBroadcast", payload: { text: "Backup PASS." } });
const running = stakeholderSummary(run.state, run.clock);

describe("the sentence under the word", () => {
  test("is the last broadcast while all goes as planned, and what the state means before the first", () => {
    expect(sentencesOf(running)).toEqual({ first: "Backup PASS.", second: null, since: null });
    const silent = { ...running, sentence: null, broadcasts: [] };
    expect(sentencesOf(silent)).toEqual({ first: "Work is under way.", second: null, since: null });
  });

  test("is what the state means once it is off the plan, and the broadcast follows with its time", () => {
    const halted = { ...running, tone: "halt" as const, meaning: "All work has stopped." };
    expect(sentencesOf(halted)).toEqual({
      ...{ first: "All work has stopped.", second: "Backup PASS.", since: run.clock },
    });
  });
});
