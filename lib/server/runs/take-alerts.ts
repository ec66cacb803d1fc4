import { randomUUID } from "node:crypto";
import type { AlertAnswer, AlertsAnswer } from "../../protocol/alerts";
import { triggerOfAlert } from "../../run/alert-triggers";
import type { EventType } from "../../run/events";
import type { Rejection } from "../../run/rejections";
import { failed, type Outcome, problemOf } from "../api/problem";
import type { Principal } from "../auth/principal";
import { executeCommand } from "../run/execute-command";
import type { Services } from "../services";
import type { Notification, NotifiedAlert } from "./alertmanager.schema";

const LONGEST_SUMMARY = 1_000;
const LONGEST_NAME = 200;

const OUTCOMES: Partial<Record<EventType, AlertAnswer["outcome"]>> = {
  TriggerObserved: "observed",
  AlertRepeated: "counted",
  AlertResolved: "resolved",
};

function summaryOf({ annotations }: NotifiedAlert): string | undefined {
  return (annotations.summary ?? annotations.description)?.slice(0, LONGEST_SUMMARY);
}

/** An alert that is firing has its end in the year 1. */
function endOf({ status, endsAt, startsAt }: NotifiedAlert): string | undefined {
  const end = status === "resolved" && endsAt !== undefined ? Date.parse(endsAt) : Number.NaN;
  return end >= Date.parse(startsAt) ? new Date(end).toISOString() : undefined;
}

type Taken = { answer: AlertAnswer; rejection: Rejection | null };

async function take(
  services: Services,
  principal: Principal,
  runId: string,
  alert: NotifiedAlert,
): Promise<Taken> {
  const head = await services.runs.states.refresh(runId);
  const name = (alert.labels.alertname ?? "").slice(0, LONGEST_NAME);
  const answer = { fingerprint: alert.fingerprint, name, status: alert.status };
  const match = triggerOfAlert(head?.state.triggers ?? [], alert.labels);
  if (!match.ok)
    return {
      answer: { ...answer, outcome: "ignored", triggerId: null, reason: match.reason },
      rejection: null,
    };
  const triggerId = match.trigger.id;
  const { fingerprint, status, startsAt } = alert;
  const endsAt = endOf(alert);
  const summary = summaryOf(alert);
  const result = await executeCommand(services, {
    type: "ReportAlert",
    payload: {
      triggerId,
      fingerprint,
      name: name.trim() === "" ? triggerId : name,
      status,
      startsAt,
      ...(endsAt === undefined ? {} : { endsAt }),
      ...(summary === undefined ? {} : { summary }),
    },
    runId,
    // What was recorded before, the state knows: a repeated notification is not a repeated command.
    commandId: randomUUID(),
    actor: { kind: "person", personId: principal.personId, name: principal.name },
    admin: false,
    principal,
  });
  if (result.ok) {
    const outcome = OUTCOMES[result.events[0]?.type ?? "TriggerObserved"] ?? "observed";
    return { answer: { ...answer, outcome, triggerId, reason: null }, rejection: null };
  }
  const { rejection } = result;
  const outcome = rejection.code === "conflict" ? "known" : "refused";
  return { answer: { ...answer, outcome, triggerId, reason: rejection.message }, rejection };
}

/**
 * Takes a notification of Alertmanager in the name of the token's owner, in one of their roles. Nothing of it is taken
 * where they may not; else each alert is answered by itself, and the same notification again changes nothing.
 */
export async function takeAlerts(
  services: Services,
  principal: Principal,
  runId: string,
  { alerts }: Notification,
): Promise<Outcome<AlertsAnswer>> {
  if (!(await services.runs.states.refresh(runId))) return failed("not-found", "There is no such run.");
  const answers: AlertAnswer[] = [];
  for (const alert of alerts) {
    const { answer, rejection } = await take(services, principal, runId, alert);
    if (rejection?.code === "forbidden") return { ok: false, problem: problemOf(rejection) };
    answers.push(answer);
  }
  return { ok: true, value: { alerts: answers } };
}
