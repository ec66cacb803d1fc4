/** Version of the rules as SPEC.md states them; snapshots made under another one are ignored. */
export const RULES_VERSION = "3";
