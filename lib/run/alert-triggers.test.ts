import { describe, expect, test } from "vitest";
import { triggerOfAlert } from "./alert-triggers";
import type { TriggerState } from "./hazard-state";

/** The rollback triggers of a real cutover, as its document says them. */
const TEXTS = [
  "5xx error rate >1% for 5 min",
  "Security event REPLAY_ATTACK",
  "verify_final_hardening() fails",
  "Tenant data leak detected",
];
const triggers = TEXTS.map(
  (text, index): TriggerState => ({
    id: `trigger-${index + 1}`,
    text,
    severity: null,
    action: "rollback",
    actionText: null,
  }),
);

const found = (labels: Record<string, string>) => {
  const match = triggerOfAlert(triggers, labels);
  return match.ok ? `${match.trigger.id} by ${match.by}` : match.reason;
};

describe("which trigger an alert means", () => {
  test.each([
    ["Http5xxErrorRateHigh", "trigger-1 by words"],
    ["5xxErrorRate", "trigger-1 by words"],
    ["ReplayAttackDetected", "trigger-2 by words"],
    ["security_event_replay_attack", "trigger-2 by words"],
    ["VerifyFinalHardeningFailed", "trigger-3 by words"],
    ["TenantDataLeak", "trigger-4 by words"],
    ["TRIGGER-4", "trigger-4 by name"],
    ["Tenant data leak  detected", "trigger-4 by name"],
  ])("R6.11 an alert named %s is %s", (alertname, trigger) => {
    expect(found({ alertname })).toBe(trigger);
  });

  test.each([
    "NodeDiskFull",
    "Error",
    "DataVolumeGrowing",
    "HighLatency",
    "SecurityPatchAvailable",
    "5 min",
    "   ",
  ])("R6.11 an alert named %s means none of them, and is told so", (alertname) => {
    expect(found({ alertname })).toMatch(/rollback trigger|alertname/);
    expect(triggerOfAlert(triggers, { alertname }).ok).toBe(false);
  });

  test("R6.11 the label names one outright, and a label that names none is not guessed around", () => {
    expect(found({ alertname: "TenantDataLeak", holdpoint_trigger: "trigger-1" })).toBe("trigger-1 by label");
    expect(found({ holdpoint_trigger: "5XX error rate >1% for 5 min" })).toBe("trigger-1 by label");
    expect(found({ alertname: "TenantDataLeak", holdpoint_trigger: "trigger-9" })).toBe(
      "This run has no rollback trigger “trigger-9”.",
    );
  });

  test("R6.11 where two agree equally, neither is meant", () => {
    const twins = ["Payout failures over 1 %", "Payout failures for 5 min"].map(
      (text, index): TriggerState => ({ ...(triggers[0] as TriggerState), id: `t${index}`, text }),
    );
    expect(triggerOfAlert(twins, { alertname: "PayoutFailures" }).ok).toBe(false);
    const nearer = [...twins, { ...(triggers[0] as TriggerState), id: "t2", text: "Payout queue failures" }];
    expect(triggerOfAlert(nearer, { alertname: "PayoutQueueFailures" })).toMatchObject({
      trigger: { id: "t2" },
    });
  });
});
