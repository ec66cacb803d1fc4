import { type CredentialPattern, mixed, value } from "./pattern";

/** Names of secrets in the languages of runbooks; what follows may lengthen the name (`PASSWORD_PROD`), not turn it. */
export const SECRET_NAMES =
  "pass(?:word|wd|wort|phrase)|kennwort|contrase(?:ñ|n)a|mot de passe|senha|palavra-passe|пароль|密码|密碼|口令|パスワード|비밀번호|heslo|hasło|m(?:ậ|a)t khẩu|secret|credential|api[_-]?key|access[_-]?key|account[_-]?key|private[_-]?key|encryption[_-]?key|signing[_-]?key|(?:auth|access|refresh|bearer|api|bot|deploy|id|session|vault|personal)[_-]?token";
const TURNED =
  "(?![_-]?(?:id|ids|file|path|name|names|arn|ref|uri|url|length|len|policy|count|version|store|manager|rotation|hash|type|field|dir|expiry|ttl)\\b)";
const NAMED = `(?:${SECRET_NAMES})s?${TURNED}(?:[_-][A-Za-z0-9]{1,20}){0,2}`;
const BARE = "[^\\s\"'`,;&|()<>]";

/** Secrets by the name that stands before them. */
export const ASSIGNED: readonly CredentialPattern[] = [
  // NAME=value, NAME="value", "name": "value", name => 'value': code and shell.
  value(
    "assigned-secret",
    new RegExp(
      `${NAMED}["'\`]?\\s{0,3}(?:=>|:=|[:=])\\s{0,3}(?<quote>["'])(?<secret>[^"'\\n]{3,300})\\k<quote>`,
      "giu",
    ),
  ),
  value("assigned-secret", new RegExp(`${NAMED}=(?<secret>${BARE}{4,300})`, "giu")),
  value(
    "assigned-secret",
    /(?<![A-Za-z])(?:[A-Z0-9]{1,30}_){1,6}(?:PASS|PWD|PW)=["'`]?(?<secret>[^\s"'`,;&|()<>]{4,300})/g,
  ),
  value("assigned-secret", /(?<![A-Za-z_])pwd=["'`]?(?<secret>[^\s"'`,;&|()<>]{4,300})/gi),
  // Name: value, Name = value, | Name | value |, the name is value: prose and YAML.
  mixed(
    "assigned-secret",
    new RegExp(
      `${NAMED}["'\`*]{0,3}\\s{0,3}(?:[:=：＝]|\\||\\b(?:is|ist|est|es)\\b)[*]{0,2}\\s{0,4}["'\`]?(?<secret>${BARE}{6,300})`,
      "giu",
    ),
  ),
  // password "value", pw: value, login: user / value.
  mixed("assigned-secret", new RegExp(`${NAMED}\\s{1,3}["'\`](?<secret>[^"'\`\\s]{6,100})["'\`]`, "giu")),
  mixed("assigned-secret", /(?<![\p{L}\d_])pw\s{0,2}[:=]\s{0,2}["'`]?(?<secret>[^\s"'`,;&|()<>]{6,100})/giu),
  mixed(
    "assigned-secret",
    /\b(?:login|credentials?|user(?:name)?(?:\/password)?)\s{0,2}:\s{0,3}["'`]?[\w.@-]{1,60}\s{0,2}\/\s{0,2}(?<secret>[^\s"'`,;&|()<>/]{6,100})(?![^\s"'`,;&|()<>])/gi,
  ),
  mixed("assigned-secret", /(?<![A-Za-z])token["'`]?\s{0,2}[:=]\s{0,2}["'`]?(?<secret>[\w+/=.-]{16,300})/gi),
];
