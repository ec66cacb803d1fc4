import type { CommandBody } from "../../protocol/commands.schema";
import type { CommandAnswer } from "../../protocol/http";
import type { CommandPayloads } from "../../run/commands";
import type { PersonRef } from "../../run/person";
import { failed, type Outcome, problemOf } from "../api/problem";
import type { Principal } from "../auth/principal";
import { peopleByEmail, personById } from "../people/people";
import type { CommandRequest } from "../run/command-request";
import { executeCommand } from "../run/execute-command";
import type { Services } from "../services";
import { factsFor } from "./server-facts";

type Intent = {
  [T in keyof CommandPayloads]: { type: T; payload: CommandPayloads[T] };
}[keyof CommandPayloads];

type Named = { email?: string; personId?: string };

async function resolvePerson(services: Services, { email, personId }: Named): Promise<Outcome<PersonRef>> {
  if ((email === undefined) === (personId === undefined)) {
    return failed("malformed", "Name the person by email or by personId.", ["email"]);
  }
  const person =
    email === undefined
      ? await personById(services, personId)
      : (await peopleByEmail(services, [email])).get(email);
  if (person) return { ok: true, value: { personId: person.personId, name: person.name } };
  return email === undefined
    ? failed("unusable", "Nobody here has this personId.", [personId ?? ""])
    : failed("unusable", `Nobody here has the e-mail address ${email}.`, [email]);
}

type NamesPerson = "AssignRole" | "OfferCommand" | "NameDeputy" | "AppointDecider";

function namesPerson<B extends { type: string }>(flat: B): flat is Extract<B, { type: NamesPerson }> {
  return ["AssignRole", "OfferCommand", "NameDeputy", "AppointDecider"].includes(flat.type);
}

/** The command as the rules know it: people by id instead of by address. */
async function intentOf(services: Services, body: CommandBody): Promise<Outcome<Intent>> {
  const { commandId: _id, expectedSeq: _seq, ...flat } = body;
  if (namesPerson(flat)) {
    const person = await resolvePerson(services, flat);
    if (!person.ok) return person;
    const { email: _email, personId: _personId, type, ...rest } = { personId: undefined, ...flat };
    // As below: the pairing of type and payload is lost in the rest.
    return { ok: true, value: { type, payload: { ...rest, ...person.value } } as Intent };
  }
  const { type, ...payload } = flat;
  // The schemas are held to the payload types (commands.schema.ts); TypeScript loses the pairing in the rest above.
  return { ok: true, value: { type, payload } as Intent };
}

/** Executes what a client sent to a run. The same command id again gives the same answer. */
export async function executeClientCommand(
  services: Services,
  principal: Principal,
  runId: string,
  body: CommandBody,
): Promise<Outcome<CommandAnswer>> {
  const intent = await intentOf(services, body);
  if (!intent.ok) return intent;
  const request: CommandRequest = {
    ...intent.value,
    runId,
    commandId: body.commandId,
    expectedSeq: body.expectedSeq,
    actor: { kind: "person", personId: principal.personId, name: principal.name },
    admin: principal.isAdmin,
    principal,
    facts: await factsFor(services, runId, body),
  };
  const result = await executeCommand(services, request);
  if (!result.ok) return { ok: false, problem: problemOf(result.rejection) };
  return { ok: true, value: { seq: result.seq, events: result.events } };
}
