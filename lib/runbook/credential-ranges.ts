/** A stretch of a text that is to be masked; `context` is where what gives it away begins. */
export interface CredentialRange {
  context: number;
  from: number;
  to: number;
}

interface Pattern {
  /** One of these words, lower case, stands in every match: a text without them is not searched. */
  words: readonly string[];
  /** Group 1 is what gives the value away, group 2 the value. */
  expression: RegExp;
  /** Whether the value is masked; all are where it is absent. */
  counts?(value: string, before: string): boolean;
}

const PLACEHOLDER = /^(?:[<[{$%*•]|\\?["']?$)/;
const NO_VALUE =
  /^(?:true|false|null|none|nil|undefined|yes|no|ok|set|unset|required|optional|missing|invalid|valid|expired|wrong|incorrect|changed|rotated|accepted|rejected|failed|authentication|empty|not|is|was|has|for|redacted)\b/i;

/** A path after `PWD=` is where the shell stands; a short number after `token:` counts something. */
function isValue(value: string, before: string): boolean {
  if (PLACEHOLDER.test(value) || (NO_VALUE.test(value) && !/=/.test(before))) return false;
  if (/^(?:true|false|null|none|undefined)$/i.test(value)) return false;
  if (/pwd["']?\s?[=:]/i.test(before) && /^[/~]/.test(value)) return false;
  return !(/token/i.test(before) && /^\d{1,6}$/.test(value));
}

const NAME =
  "(?:password|passwd|passwort|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|secret[_-]?key|account[_-]?key|shared[_-]?access[_-]?key|client-key-data|credentials?)";
const WORDS = ["pass", "pwd", "secret", "token", "key", "credential"];

/** Bounded everywhere, so that no text makes a search long, and no match is longer than `LONGEST_MATCH`. */
const PATTERNS: readonly Pattern[] = [
  {
    words: ["://"],
    expression: /(:\/\/[^\s:/@"'`<>]{0,100}:)([^\s@/"'`<>]{1,300})(?=@)/g,
    counts: (value) => !PLACEHOLDER.test(value),
  },
  {
    words: ["authorization", "cookie", "x-api-key", "x-auth-token", "private-token", "x-vault-token"],
    expression:
      /((?:proxy-)?(?:authorization|(?:set-)?cookie|x-api-key|x-auth-token|private-token|x-vault-token)["']?[ \t]{0,3}[:=][ \t]{0,3}["']?(?:(?:basic|bearer|token|digest|negotiate)[ \t]{1,3})?)([^\s"'][^\r\n"']{0,3000})/gi,
    counts: (value) => !PLACEHOLDER.test(value),
  },
  { words: ["bearer"], expression: /(\bbearer[ \t]{1,3})([\w.~+/-]{12,3000}={0,2})/gi },
  {
    words: WORDS,
    expression: new RegExp(
      `(${NAME}\\\\?["']?[ \\t]{0,2}(?:=>|=|:)[ \\t]{0,2}\\\\?["])([^"\\r\\n\\\\]{1,1000})`,
      "gi",
    ),
    counts: isValue,
  },
  {
    words: WORDS,
    expression: new RegExp(
      `(${NAME}["']?[ \\t]{0,2}(?:=>|=|:)[ \\t]{0,2}'?)([^\\s"'\`,;&|)<>\\\\]{1,1000})`,
      "gi",
    ),
    counts: isValue,
  },
  {
    words: WORDS,
    expression: new RegExp(
      `(${NAME}(?<=--[\\w-]{0,60})[ \\t]{1,3}["']?)([^\\s"'\`-][^\\s"'\`]{0,1000})`,
      "gi",
    ),
    counts: isValue,
  },
  {
    words: ["akia", "asia"],
    expression: /()((?<![\w-])(?:AKIA|ASIA)[0-9A-Z]{16}(?![\w-]))/g,
  },
  {
    words: [
      "ghp_",
      "gho_",
      "ghu_",
      "ghs_",
      "ghr_",
      "github_pat_",
      "glpat",
      "xox",
      "npm_",
      "hp_",
      "hvs.",
      "pypi-",
      "dop_v1_",
      "sg.",
    ],
    expression:
      /()((?<![\w-])(?:gh[pousr]_[A-Za-z0-9]{30,80}|github_pat_\w{30,100}|glpat-[\w-]{20,60}|xox[abeprs]-[A-Za-z0-9-]{10,200}|npm_[A-Za-z0-9]{30,60}|hp_[\w-]{40,60}|hvs\.[\w-]{20,200}|pypi-[\w-]{50,250}|dop_v1_[0-9a-f]{60,70}|SG\.[\w-]{15,40}\.[\w-]{30,60}))/g,
  },
  {
    words: ["sk_", "rk_", "sk-", "aiza", "ya29."],
    expression:
      /()((?<![\w-])(?:[sr]k_(?:live|test)_[A-Za-z0-9]{16,120}|sk-[\w-]{30,200}|AIza[\w-]{35}|ya29\.[\w-]{20,400}))/g,
  },
  {
    words: ["eyj"],
    expression: /()((?<![\w-])eyJ[\w-]{8,1500}\.[\w-]{8,3000}(?:\.[\w-]{0,1500}){0,3})/g,
  },
  { words: ["sig="], expression: /([?&]sig=)([\w%+/-]{20,200})/gi },
];

/** Any of the words: most of an output has none, and one search says so. */
const TRIGGER = new RegExp(
  [...new Set(PATTERNS.flatMap(({ words }) => words))]
    .map((word) => word.replace(/[.$/]/g, "\\$&"))
    .join("|"),
);

/** No match of a pattern is longer, in characters. */
export const LONGEST_MATCH = 8_000;

function patternRanges(text: string, lower: string): CredentialRange[] {
  const found: CredentialRange[] = [];
  if (!TRIGGER.test(lower)) return found;
  for (const { words, expression, counts } of PATTERNS) {
    if (!words.some((word) => lower.includes(word))) continue;
    for (const match of text.matchAll(expression)) {
      const [, before = "", value = ""] = match;
      if (counts && !counts(value, before)) continue;
      const from = match.index + before.length;
      found.push({ context: match.index, from, to: from + value.length });
    }
  }
  return found;
}

function literalRanges(text: string, literals: readonly string[]): CredentialRange[] {
  const found: CredentialRange[] = [];
  for (const literal of literals) {
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
      found.push({ context: at, from: at, to: at + literal.length });
    }
  }
  return found;
}

/** Stretches of a text that are credentials, by their shape or by being one of `literals`; ascending, without overlap. */
export function credentialRanges(text: string, literals: readonly string[]): CredentialRange[] {
  const all = [...patternRanges(text, text.toLowerCase()), ...literalRanges(text, literals)];
  const merged: CredentialRange[] = [];
  for (const range of all.sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (!last || range.from >= last.to) merged.push({ ...range });
    else {
      last.to = Math.max(last.to, range.to);
      last.context = Math.min(last.context, range.context);
    }
  }
  return merged;
}
