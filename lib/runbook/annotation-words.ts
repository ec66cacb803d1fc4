/** What stands behind `key=`; null for a word that stands alone. */
type AnnotationValue =
  | "role"
  | "roles"
  | "steps"
  | "artifacts"
  | "duration"
  | "offset"
  | "stream"
  | "choice"
  | "text"
  | null;

interface AnnotationWord {
  word: string;
  value: AnnotationValue;
  /** What it says of the item before it, for the author who is offered it. */
  says: string;
  /** Another spelling of a word that is offered already. */
  alias?: true;
}

const VALUED = [
  { word: "role", value: "role", says: "Who does this step." },
  { word: "owner", value: "role", says: "Who does this step.", alias: true },
  { word: "duration", value: "duration", says: "How long it takes, as planned." },
  { word: "offset", value: "offset", says: "When it begins, counted from T-0." },
  { word: "poll", value: "roles", says: "Roles that are asked GO or NO-GO before this decision." },
  { word: "sign-off", value: "roles", says: "Roles that sign this off." },
  { word: "signoff", value: "roles", says: "Roles that sign this off.", alias: true },
  { word: "after", value: "steps", says: "Steps that have to be done before this one starts." },
  { word: "requires", value: "artifacts", says: "Evidence that has to be attached before this is passed." },
  {
    word: "stream",
    value: "stream",
    says: "Steps of one stream follow each other; streams run side by side.",
  },
  { word: "condition", value: "text", says: "Done only where this holds." },
  { word: "alternative", value: "choice", says: "Of the steps with one key, exactly one is done." },
  { word: "verifier", value: "role", says: "Another person, in this role, verifies the result." },
  { word: "exception", value: "text", says: "An exception that the text grants; a semicolon parts several." },
] as const satisfies readonly AnnotationWord[];

const ALONE = [
  { word: "mutating", value: null, says: "Changes production: barred until GO." },
  { word: "read-only", value: null, says: "Changes nothing." },
  { word: "readonly", value: null, says: "Changes nothing.", alias: true },
  { word: "no-exceptions", value: null, says: "Its failure cannot be waived." },
  { word: "critical", value: null, says: "Its failure bars GO." },
  { word: "optional", value: null, says: "May be left out." },
  { word: "not-a-step", value: null, says: "Is text, and nothing to tick off." },
  {
    word: "not-a-credential",
    value: null,
    says: "What looks like a credential on this line is none: it is shown as it stands.",
  },
  { word: "reference", value: null, says: "This section only tells again what another one executes." },
  { word: "executes", value: null, says: "This section is the one that is executed." },
  { word: "decision", value: null, says: 'A GO or NO-GO is taken here; decision="Go-live" names it.' },
  { word: "time-bound", value: null, says: "Attests a time: it reopens when T-0 moves." },
] as const satisfies readonly AnnotationWord[];

/** Every word that `<!-- hp: … -->` knows, in the order in which authors are offered them. */
export const ANNOTATION_WORDS: readonly AnnotationWord[] = [...VALUED, ...ALONE];

export const WORDS_WITH_VALUE: readonly string[] = VALUED.map(({ word }) => word);
export const WORDS_ALONE: readonly string[] = ALONE.map(({ word }) => word);
