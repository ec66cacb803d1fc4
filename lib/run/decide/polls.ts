import type { CommandOf } from "../commands";
import { accept, type Decision, reject } from "../decision";
import type { DecisionPointState, PollState } from "../decision-state";
import { personOf, roleName } from "../people";
import { conflict, forbidden, malformed, notFound, type Rejection } from "../rejections";
import type { RunState } from "../state";
import { pointById } from "../structure";
import { optionalText, textRefusal, tooLong } from "../text-rules";

/** Who is asked: the roles that the runbook names, else every operator's role that somebody holds. */
function polledRoles(state: RunState, point: DecisionPointState): string[] {
  if (point.polledRoles.length > 0) return point.polledRoles;
  return state.roles.filter((role) => role.capability === "operator" && role.holder).map((role) => role.key);
}

/** OpenPoll: one poll at a time, at a point that is not decided (R1.8). */
export function openPoll(command: CommandOf<"OpenPoll">, state: RunState, role: string | null): Decision {
  const point = pointById(state, command.payload.decisionPointId);
  if (!point) return reject(notFound("This run has no such decision point."));
  if (point.verdict) return reject(conflict(`“${point.title}” is decided already.`, "R1"));
  if (state.poll) return reject(conflict(`A poll is open: ${state.poll.question}`, "R1"));
  const payload = {
    pollId: command.meta.commandId,
    decisionPointId: point.id,
    question: `${point.title}: GO or NO-GO?`,
    roles: polledRoles(state, point),
  };
  return accept({ type: "PollOpened", role, payload });
}

type Voice = { ok: true; role: string } | { ok: false; rejection: Rejection };

/** The role that is answered for. Somebody with several polled roles says which, unless one alone is unanswered. */
function voiceOf(command: CommandOf<"CastVote">, state: RunState, poll: PollState): Voice {
  const { personId } = personOf(command.meta.actor);
  const mine = state.roles
    .filter((role) => poll.roles.includes(role.key) && role.holder?.personId === personId)
    .map((role) => role.key);
  const named = command.payload.role;
  if (named !== undefined) {
    if (mine.includes(named)) return { ok: true, role: named };
    const name = roleName(state, named);
    return { ok: false, rejection: forbidden("R1", `You do not answer this poll for ${name}.`, [name]) };
  }
  const silent = mine.filter((key) => !poll.answers.some((answer) => answer.role === key));
  const [only] = mine.length === 1 ? mine : silent.length === 1 ? silent : [];
  if (only) return { ok: true, role: only };
  const names = mine.map((key) => roleName(state, key));
  return { ok: false, rejection: malformed(`Say for which role you answer: ${names.join(", ")}.`, ["role"]) };
}

/** CastVote: an answer may be changed until the decision; a NO-GO says why. */
export function castVote(command: CommandOf<"CastVote">, state: RunState): Decision {
  const { poll } = state;
  const { pollId, answer } = command.payload;
  if (!poll || poll.id !== pollId) return reject(notFound("This poll is not open any more."));
  const voice = voiceOf(command, state, poll);
  if (!voice.ok) return voice;
  const reason = optionalText(command.payload.reason);
  const refusal =
    answer === "no-go"
      ? textRefusal(reason ?? undefined, "A reason for NO-GO")
      : tooLong(command.payload.reason, "The reason");
  if (refusal) return reject(refusal);
  const before = poll.answers.find((other) => other.role === voice.role);
  if (before?.answer === answer && before.reason === reason) {
    return reject(conflict(`${roleName(state, voice.role)} has answered this already.`, "R1"));
  }
  return accept({
    type: "VoteCast",
    role: voice.role,
    payload: { pollId, role: voice.role, answer, reason },
  });
}
