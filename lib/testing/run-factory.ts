import { createHash, randomUUID } from "node:crypto";
import type { CommandPayloads, CommandType } from "../run/commands";
import type { CommandRequest, CommandResult } from "../server/run/command-request";
import { executeCommand } from "../server/run/execute-command";
import type { Services } from "../server/services";
import { smallRunbook } from "./small-runbook";

/** Someone who is signed in. */
export interface TestPerson {
  personId: string;
  name: string;
  sessionId: string;
}

export async function makePerson({ db }: Services, name: string): Promise<TestPerson> {
  const expiresAt = new Date(Date.now() + 3600_000);
  const person = await db.prisma.person.create({
    data: { name, email: `${randomUUID()}@holdpoint.test`, sessions: { create: { expiresAt } } },
    include: { sessions: true },
  });
  return { personId: person.id, name, sessionId: person.sessions[0]?.id ?? "" };
}

type Payload<T extends CommandType> = { type: T; payload: CommandPayloads[T] };
export type Intent = { [T in CommandType]: Payload<T> }[CommandType];

/** A command as the API would hand it in. */
export function requestOf(
  person: TestPerson,
  runId: string,
  intent: Intent,
  commandId: string = randomUUID(),
): CommandRequest {
  return {
    ...intent,
    runId,
    commandId,
    actor: { kind: "person", personId: person.personId, name: person.name },
    admin: false,
    principal: { personId: person.personId, via: { kind: "session", sessionId: person.sessionId } },
  };
}

export function send(
  services: Services,
  person: TestPerson,
  runId: string,
  intent: Intent,
): Promise<CommandResult> {
  return executeCommand(services, requestOf(person, runId, intent));
}

/** Like `send`, for commands that must pass. */
export async function sendOk(services: Services, person: TestPerson, runId: string, intent: Intent) {
  const result = await send(services, person, runId, intent);
  if (!result.ok) throw new Error(`${intent.type} was refused: ${result.rejection.message}`);
  return result;
}

export interface TestRun {
  runId: string;
  commander: TestPerson;
  operator: TestPerson;
}

/** Stores a version of the small runbook; answers what PlanRun needs of it. */
async function makeVersion({ db }: Services, author: TestPerson) {
  const slug = `small-${randomUUID()}`;
  const sha256 = createHash("sha256").update(slug).digest("hex");
  const definition = smallRunbook(sha256);
  const version = {
    number: 1,
    sha256,
    markdown: Buffer.from(slug),
    definition: JSON.parse(JSON.stringify(definition)),
    createdBy: author.personId,
  };
  await db.prisma.runbook.create({
    data: { slug, title: definition.title, createdBy: author.personId, versions: { create: version } },
  });
  return { slug, runbookVersion: 1, sha256, definition };
}

/** A rehearsal with a commander and an operator; started unless told otherwise. */
export async function makeRun(services: Services, options: { started?: boolean } = {}): Promise<TestRun> {
  const commander = await makePerson(services, "Chris Commander");
  const operator = await makePerson(services, "Olga Operator");
  const version = await makeVersion(services, commander);
  const runId = randomUUID();
  await sendOk(services, commander, runId, {
    type: "PlanRun",
    payload: {
      ...version,
      runId,
      kind: "rehearsal",
      title: "Small move, rehearsed",
      t0: "2026-12-01T02:00:00.000Z",
      timeZone: "Europe/Berlin",
      window: null,
      variables: {},
      roles: [
        { role: "commander", personId: commander.personId, name: commander.name },
        { role: "operator", personId: operator.personId, name: operator.name },
      ],
    },
  });
  if (options.started ?? true) await sendOk(services, commander, runId, { type: "StartRun", payload: {} });
  return { runId, commander, operator };
}
