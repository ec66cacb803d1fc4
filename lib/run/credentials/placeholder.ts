/** Words that stand where a value would: a text made of these alone is none. */
const STAND_INS = new Set(
  (
    "your my our the this that a an some any enter insert put paste set use here goes with from " +
    "new old current actual real db database user username admin app service api client access auth account root master " +
    "password passwd pass pwd passwort passphrase secret secrets token key credential credentials value string text " +
    "placeholder example sample dummy test demo fake mock foo bar changeme change me replace replaceme redacted masked hidden removed omitted " +
    "todo tbd fixme required optional true false null nil none undefined yes no on off empty unset unknown " +
    "prompt prompted ask asked stdin env file vault keyvault rotated expired enabled disabled confidential private " +
    "and or is are be to in of not see as see above below via"
  ).split(" "),
);

/** `<…>`, `${…}`, `{{…}}`, `[…]`, `$NAME`, `%NAME%`, `****`, `____`, `•••`, `...`, `@file`, `(ask)`, `` `cmd` ``. */
const STAND_IN_SIGNS = /^(?:[<[{$%*•…_(`@#]|\.{2,}|&lt;)|[<>{}•…]|\*{3,}|\$\(|^x{3,}$|^\?+$/i;

/** A secret kept elsewhere and named by its address, a function that fetches it, or a property of a program. */
const REFERENCE =
  /^(?:op:\/\/|vault[:/]|arn:|secretsmanager|ssm:|ref\+|projects\/|env[:.(]|os\.|process\.|var\.|local\.|self\.|this\.|config\.|settings\.|secrets\.|data\.|module\.|ENC[[(])|^[\w.:-]{1,80}\(|^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/;

/** A file, a folder or an address is where something is kept, not what is kept. */
const PATH =
  /^(?:\.{0,2}[/\\]|~[/\\]|[A-Za-z]:[/\\])|\.(?:txt|ya?ml|json|env|pem|key|crt|md|log|sql|sh|conf|ini)$/;

/** Whether the text stands for a credential and is none: `<PASSWORD>`, `$PASS`, `changeme?`, `your-token-here`, a path. */
export function isPlaceholder(value: string): boolean {
  if (STAND_IN_SIGNS.test(value) || REFERENCE.test(value) || PATH.test(value)) return true;
  const words = value
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  return words.every((word) => STAND_INS.has(word));
}

/** Whether it mixes letters with digits, as words do not: what a value must do where prose could stand as well. */
export function isMixed(value: string): boolean {
  if (!/\p{L}/u.test(value)) return false;
  if (/^[a-z]{2,}(?:[-.][a-z]+){0,8}[-.]v?\d{1,3}$/.test(value) || /^@?[\w-]+\.[\w.-]+$/.test(value))
    return false;
  if (/^v?\d+(?:\.\d+)*[a-z]{0,7}$/i.test(value)) return false;
  return /\d/.test(value) || (/\p{L}/u.test(value) && /[!#$%^&*+=?]/.test(value.slice(0, -1)));
}
