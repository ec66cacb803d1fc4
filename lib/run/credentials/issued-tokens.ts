import { type CredentialPattern, sure, value } from "./pattern";

/** Shapes that issuers gave their tokens so that they are found. */
export const ISSUED: readonly CredentialPattern[] = [
  sure(
    "token",
    /(?<![\w-])(?<secret>gh[opusr]_[A-Za-z0-9]{30,255}|github_pat_\w{30,255}|gl(?:pat|dt|rt|ft|soat|cbt|ptt|agent)-[\w-]{20,100}|xox[a-z]-[A-Za-z0-9-]{10,200}|xapp-[A-Za-z0-9-]{10,200}|npm_[A-Za-z0-9]{30,60}|pypi-[\w-]{30,300}|dckr_pat_[\w-]{20,60}|do[opr]_v1_[a-f0-9]{60,70}|hv[sbr]\.[\w-]{20,300}|hf_[A-Za-z0-9]{30,60}|shp(?:at|ca|pa|ss)_[a-f0-9]{32}|ATATT3[\w=-]{40,300}|lin_api_\w{30,60}|glsa_\w{30,60}|pat-[a-z0-9]{2,4}-[a-f0-9-]{36}|tfp_\w{30,60}|SG\.[\w-]{16,40}\.[\w-]{30,60}|ya29\.[\w-]{20,400}|AIza[\w-]{30,40}|EAAC[A-Za-z0-9]{30,300})(?![\w-])/g,
  ),
  sure(
    "token",
    /(?<![\w-])(?<secret>[rs]k_(?:live|test|prod)_[A-Za-z0-9]{10,200}|whsec_[A-Za-z0-9+/=]{16,100}|sk-(?=[\w-]{0,200}\d)(?:[a-z0-9]{2,8}-){0,3}[\w-]{20,200}|sq0[a-z]{3}-[\w-]{22,60}|key-[a-f0-9]{32}|SK[a-f0-9]{32})(?![\w-])/g,
  ),
  sure("token", /(?<![\w-])(?<secret>eyJ[\w-]{8,2000}\.eyJ[\w-]{4,4000}\.[\w-]{8,1000})/g),
  sure("token", /hooks\.slack\.com\/(?:services|workflows|triggers)\/(?<secret>[A-Za-z0-9/_-]{20,120})/g),
  sure("token", /discord(?:app)?\.com\/api\/webhooks\/(?<secret>\d{10,22}\/[\w-]{30,100})/g),
  sure("token", /api\.telegram\.org\/bot(?<secret>\d{6,12}:[\w-]{30,50})/g),
  sure("cloud-key", /(?<![A-Za-z0-9])(?<secret>(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16})(?![A-Za-z0-9])/g),
  value(
    "cloud-key",
    /aws_?(?:secret_?)?(?:access_?key|session_?token)(?!_?id)["'`]?\s{0,3}[:=|]\s{0,3}["'`]?(?<secret>[A-Za-z0-9/+=]{30,1500})/gi,
  ),
  value(
    "cloud-key",
    /(?:AccountKey|SharedAccessKey|SharedSecretValue|AccessKey|PrimaryKey|SecondaryKey|ApiKey|SharedAccessSignature)\s?=\s?(?<secret>[A-Za-z0-9+/=%]{20,200})/g,
  ),
  value(
    "cloud-key",
    /[?&;](?:sig|signature|X-Amz-Signature|X-Amz-Security-Token)=(?<secret>[A-Za-z0-9%+/=_-]{20,1500})/gi,
  ),
];

/** Passwords of addresses. */
export const IN_ADDRESSES: readonly CredentialPattern[] = [
  value(
    "url-password",
    /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]{1,30}:\/\/[^\s:/@"'`<>|]{0,100}:(?<secret>[^\s@/"'`]{1,200})@(?=[^\s])/gi,
  ),
];
