import type { Change } from "../amendment-state";
import type { RunbookDefinition, TriggerDefinition } from "../definition";
import { type Pair, pairUp } from "./pair-up";
import { quoted } from "./step-changes";
import { likeness, listChanges, plain, type Subject, spaced, valueChange } from "./texts";

type Definitions = Pair<RunbookDefinition>;

const subject = (about: Change["about"], where: string, one: string, weighty: boolean): Subject => ({
  about,
  stepId: null,
  where,
  one,
  weighty,
});

function triggerWithin({ before, after }: Pair<TriggerDefinition>): Change[] {
  const about = subject("trigger", quoted(after.text), "", true);
  const reworded: Change[] =
    spaced(before.text) === spaced(after.text)
      ? []
      : [
          {
            kind: "reworded",
            about: "trigger",
            stepId: null,
            text: `The rollback trigger ${quoted(before.text)} now reads ${quoted(after.text)}.`,
            before: before.text,
            after: after.text,
            weighty: true,
          },
        ];
  return [
    ...reworded,
    ...valueChange(about, "what it asks for has changed", before.action, after.action),
    ...valueChange(about, "its severity has changed", before.severity, after.severity),
  ];
}

/** Triggers and their clock belong to the rollback: every change of them weighs. */
function triggerChanges({ before, after }: Definitions): Change[] {
  const [one, two] = [before.rollback, after.rollback];
  const pairing = pairUp<TriggerDefinition>(one.triggers, two.triggers, [
    (trigger) => trigger.id,
    (trigger) => plain(trigger.text) || null,
    (trigger, side) => {
      const others = side === "before" ? two.triggers : one.triggers;
      return others.some((other) => likeness(trigger.text, other.text) >= 0.5) ? trigger.action : null;
    },
  ]);
  const about = subject("trigger", "The rollback plan", "a trigger", true);
  const text = (trigger: TriggerDefinition) => spaced(trigger.text);
  return [
    ...listChanges(about, pairing.removed.map(text), []),
    ...listChanges(about, [], pairing.added.map(text)),
    ...pairing.pairs.flatMap(triggerWithin),
    ...valueChange(
      subject("trigger", "The decision clock", "", true),
      "its minutes have changed",
      `${one.clockMinutes}`,
      `${two.clockMinutes}`,
    ),
  ];
}

function roleChanges({ before, after }: Definitions): Change[] {
  const pairing = pairUp(before.roles, after.roles, [(role) => role.key, (role) => plain(role.name) || null]);
  const about = subject("role", "The runbook", "a role", true);
  return [
    ...listChanges(
      about,
      pairing.removed.map((role) => role.name),
      [],
    ),
    ...listChanges(
      about,
      [],
      pairing.added.map((role) => role.name),
    ),
    ...pairing.pairs.flatMap((pair) => {
      const where = `The role ${quoted(pair.after.name)}`;
      return [
        ...valueChange(
          subject("role", where, "", false),
          "its name has changed",
          spaced(pair.before.name),
          spaced(pair.after.name),
        ),
        ...valueChange(
          subject("role", where, "", true),
          "what it may do has changed",
          pair.before.capability,
          pair.after.capability,
        ),
      ];
    }),
  ];
}

function policyChanges({ before, after }: Definitions): Change[] {
  const [one, two] = [before.policy, after.policy];
  const about = subject("policy", "The policy", "an environment", true);
  const yes = (value: boolean) => (value ? "yes" : "no");
  return [
    ...valueChange(about, "how many approvals it takes has changed", `${one.approvals}`, `${two.approvals}`),
    ...valueChange(about, "which rehearsal it takes has changed", one.rehearsal, two.rehearsal),
    ...valueChange(
      about,
      "whether production is forbidden has changed",
      yes(one.productionForbidden),
      yes(two.productionForbidden),
    ),
    ...listChanges(about, one.environments, two.environments),
  ];
}

/** The required list: by name whether it is there, and of each when it is needed and of what kind it is. */
function evidenceChanges({ before, after }: Definitions): Change[] {
  const pairing = pairUp(before.evidence, after.evidence, [({ name }) => plain(name) || name]);
  const first = (requiredBefore: string | null) => requiredBefore !== null;
  const whole = (items: RunbookDefinition["evidence"], kind: "added" | "removed") =>
    items
      // What a step asks for is a change of that step.
      .filter(({ stepIds }) => stepIds.length === 0)
      .flatMap(({ name, requiredBefore }) => {
        const about = subject(
          "artifact",
          "The list of required evidence",
          "an artifact",
          first(requiredBefore),
        );
        return kind === "added" ? listChanges(about, [], [name]) : listChanges(about, [name], []);
      });
  return [
    ...whole(pairing.removed, "removed"),
    ...whole(pairing.added, "added"),
    ...pairing.pairs.flatMap((pair) => [
      ...valueChange(
        subject("artifact", `The artifact ${quoted(pair.after.name)}`, "", true),
        "when it is needed has changed",
        pair.before.requiredBefore,
        pair.after.requiredBefore,
      ),
      ...valueChange(
        subject("artifact", `The artifact ${quoted(pair.after.name)}`, "", false),
        "whether it is uploaded or referred to has changed",
        pair.before.kind,
        pair.after.kind,
      ),
    ]),
  ];
}

function exitTexts(definition: RunbookDefinition): string[] {
  return definition.exitCodes.flatMap(({ command, map }) =>
    Object.entries(map)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, meaning]) => `${command} ${code}: ${meaning}`),
  );
}

/** Lists of the definition whose items are texts, and how a change of each weighs. */
const LISTS: { about: Subject; of(definition: RunbookDefinition): string[] }[] = [
  { about: subject("check", "The exit codes", "a meaning", true), of: exitTexts },
  {
    about: subject("criterion", "Completion", "a criterion", true),
    of: ({ completion }) => completion.map(({ text }) => spaced(text)),
  },
  {
    about: subject("criterion", "The final record", "a field", false),
    of: ({ finalRecord }) => finalRecord.map(({ name, options }) => [name, ...options].join(" · ")),
  },
  {
    about: subject("criterion", "The blocker's taxonomy", "a class", false),
    of: ({ taxonomy }) => taxonomy.map(spaced),
  },
  {
    about: subject("check", "Hypercare", "a check", false),
    of: ({ hypercare }) =>
      hypercare.checks.map(({ text, everyMinutes, command, onFail }) =>
        [spaced(text), everyMinutes, command, onFail].filter((part) => part !== null).join(" · "),
      ),
  },
  {
    about: subject("check", "Hypercare", "a time of checks", false),
    of: ({ hypercare }) => [
      ...hypercare.schedule.map(
        ({ from, to, everyMinutes }) => `every ${everyMinutes} min, ${from}-${to} min after GO`,
      ),
      ...hypercare.focus.map(spaced),
    ],
  },
  { about: subject("blank", "The runbook", "a variable", false), of: ({ variables }) => variables },
  {
    about: subject("communication", "The communication plan", "a message", false),
    of: ({ communications }) =>
      communications.templates.map(({ name, text }) => `${spaced(name)}: ${spaced(text)}`),
  },
  {
    about: subject("communication", "The communication plan", "an update", false),
    of: ({ communications }) => [
      ...communications.cadence.map(
        ({ from, to, everyMinutes }) => `every ${everyMinutes} min, ${from ?? "start"} to ${to ?? "end"}`,
      ),
      ...communications.channels.map(spaced),
    ],
  },
  {
    about: subject("communication", "The contacts", "a contact", false),
    of: ({ contacts }) =>
      contacts.map(({ role, contact, escalation }) =>
        [role, contact, escalation].filter((part) => part !== null).join(" · "),
      ),
  },
];

/** What changed beside phases, steps and decision points. */
export function sideChanges(before: RunbookDefinition, after: RunbookDefinition): Change[] {
  const both = { before, after };
  return [
    ...triggerChanges(both),
    ...roleChanges(both),
    ...policyChanges(both),
    ...evidenceChanges(both),
    ...LISTS.flatMap(({ about, of }) => listChanges(about, of(before), of(after))),
  ];
}
