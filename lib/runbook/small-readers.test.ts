import { describe, expect, it } from "vitest";
import { annotationValue, parseAnnotation } from "./annotations";
import { artifactKind, artifactName, writtenFiles } from "./artifacts";
import { findChecks } from "./checks";
import { isReadOnlyCommand } from "./classify-command";
import { editDistance } from "./edit-distance";
import { findFields } from "./fields";
import { headingLabel } from "./heading-label";
import { maskCredentials } from "./mask-credentials";
import { durationMinutes, findOffset, frequencyMinutes, offsetText, statedDuration } from "./offsets";
import { isAbortText } from "./phrases";

describe("R3 command classifier", () => {
  it.each([
    "kubectl get pods -n prod",
    "kubectl -n prod describe deploy/api",
    "curl -s https://x.invalid/health | jq '.status'",
    "git status && git log -1",
    "python -m alembic heads --quiet",
    "python scripts/verify_state.py --all",
    'psql "$DB" -c "SELECT count(*) FROM t;"',
    "pg_dump db --file=a.dump",
    "pg_restore --list a.dump | head",
    "terraform plan",
    "./release.sh --dry-run",
    "export A=1",
    "TARGET=$(jq -r .tag state.json)",
    "watch -n 60 'curl -s https://x.invalid/'",
    "aws rds describe-db-instances --output json",
    "Get-Service relay",
  ])("knows %s as read-only", (command) => expect(isReadOnlyCommand(command, "bash")).toBe(true));

  it.each([
    "kubectl delete pod a",
    "kubectl exec -it a -- ./migrate",
    "curl -X POST https://x.invalid/switch",
    "curl -d a=b https://x.invalid/",
    "git push",
    "python -m migrator up latest",
    "python scripts/apply_check_fix.py",
    'psql "$DB" -c "DELETE FROM t"',
    "psql -f change.sql",
    "pg_restore --clean a.dump",
    "terraform apply",
    "cat state.json && ./switch.sh",
    "cat > state.json << EOF\na\nEOF",
    "aws rds modify-db-instance --id a",
    "find . -name x -delete",
    "sed -i s/a/b/ f",
    "./unknown",
    "TARGET=$(./promote.sh)",
    "Stop-Service relay",
    "sudo systemctl restart relay",
  ])("holds %s for mutating", (command) => expect(isReadOnlyCommand(command, "bash")).toBe(false));

  it("reads SQL by its statements", () => {
    expect(isReadOnlyCommand("SELECT 1; EXPLAIN SELECT 2;", "sql")).toBe(true);
    expect(isReadOnlyCommand("WITH x AS (DELETE FROM t RETURNING id) SELECT * FROM x;", "sql")).toBe(false);
    expect(isReadOnlyCommand("BEGIN; UPDATE t SET a = 1; COMMIT;", "sql")).toBe(false);
  });
});

describe("offsets, durations, frequencies (rule 13)", () => {
  it.each([
    ["T-60", -60],
    ["T - 2h", -120],
    ["T+0", 0],
    ["T-0", 0],
    ["T0", 0],
    ["D-1", -1440],
    ["J-2", -2880],
    ["T+01:30", 90],
    ["T−15 min", -15],
  ])("%s is %d minutes from T-0", (text, minutes) => expect(findOffset(text)?.minutes).toBe(minutes));

  it.each([0, -15, 90, -9999, -10080, 14400])(
    "%d minutes are written so that they read the same",
    (minutes) => expect(findOffset(offsetText(minutes) ?? "")?.minutes).toBe(minutes),
  );

  it.each(["WAT-60", "T-shirt", "2025-T-12", "IST-1a"])("%s is no offset", (text) =>
    expect(findOffset(text)).toBeNull(),
  );

  it.each([
    ["5 min", 5],
    ["~2h", 120],
    ["1h30", 90],
    ["10-15 minutes", 15],
    ["0:45", 45],
    ["2 Stunden", 120],
    ["10分", 10],
    ["30 phút", 30],
    ["2 小时", 120],
  ])("%s lasts %d minutes", (text, minutes) => expect(durationMinutes(text)).toBe(minutes));

  it("takes a duration only where the text states one", () => {
    expect(statedDuration("Copy the data (~2h)")).toBe(120);
    expect(statedDuration("Keep 5 min of logs")).toBeNull();
    expect(statedDuration("Duration: 20 minutes")).toBe(20);
  });

  it.each([
    ["Every 15m", 15],
    ["hourly", 60],
    ["3x Daily", 480],
    ["twice a day", 720],
    ["täglich", 1440],
    ["10分ごと", 10],
  ])("%s is every %d minutes", (text, minutes) => expect(frequencyMinutes(text)).toBe(minutes));
});

describe("headings (rule 4)", () => {
  it.each([
    ["C) Phase P0 — Preflight", "P0", "Preflight"],
    ["2.3 Backup", "2.3", "Backup"],
    ["T-60 — Backup", "T-60", "Backup"],
    ["1) Backup (T-30)", "T-30", "Backup"],
    ["Stage 2: Switch (DBA)", "Stage 2", "Switch"],
    ["4) Payment loop (T-0) — GO/NO-GO", "T-0", "Payment loop"],
    ["第二阶段:切换", "二", "切换"],
    ["Go/No-Go decision", null, "Go/No-Go decision"],
    ["🚀 Launch", null, "Launch"],
  ])("%s has the label %s and the name %s", (text, label, name) =>
    expect(headingLabel(text)).toMatchObject({ label, name }),
  );
});

describe("blanks (rule 14)", () => {
  it.each([
    ["Snapshot taken -> ID/Path: ______", [["ID/Path", "text"]]],
    [
      "Refund -> PASS / FAIL (Tx ID: ____)",
      [
        ["Result", "outcome"],
        ["Tx ID", "text"],
      ],
    ],
    ["Assigned (Deploy / DB): _____", [["Assigned (Deploy / DB)", "text"]]],
    ["Timestamp: [ISO timestamp]", [["Timestamp", "timestamp"]]],
    ["Status: PASS | BLOCKER", [["Status", "choice"]]],
    ["Row count: ____", [["Row count", "number"]]],
    ["Ledger / invariant holds", []],
    ["Use <PASSWORD> from the vault", []],
  ])("%s", (text, expected) =>
    expect(findFields(text, 1).map((each) => [each.field.name, each.field.type])).toEqual(expected),
  );
});

describe("checks (rule 9)", () => {
  it.each([
    ["`current == 70a7`", "current == 70a7"],
    ["count >= 10", "count >= 10"],
    ["mismatch < 0.1 %", "mismatch < 0.1 %"],
    ["0 failures", "failures == 0"],
    ["exit code 0", "exit code == 0"],
    ["Revision equals a1_b2", "Revision == a1_b2"],
    ["a -> b", ""],
    ["queue (< SLA)", ""],
    ["x => STOP", ""],
  ])("%s", (text, expected) =>
    expect(
      findChecks(text.replace(/`/g, ""), 1)
        .map((each) => `${each.left} ${each.op} ${each.right}`)
        .join(),
    ).toBe(expected),
  );
});

describe("artifacts (rule 15)", () => {
  it("names what a command writes, once, without its folder", () => {
    expect(writtenFiles('x *>&1 | Tee-Object -FilePath "..\\tmp\\a.log"')).toEqual(["a.log"]);
    expect(writtenFiles("x | tee -a out/b.txt > out/b.txt")).toEqual(["b.txt"]);
    expect(writtenFiles('pg_dump --file="b/c_$(date +%F).dump"')).toEqual(["c_*.dump"]);
    expect(writtenFiles("x > /dev/null 2>&1")).toEqual([]);
    expect(writtenFiles("cat > conf.json << EOF\n{}\nEOF")).toEqual([]);
  });

  it("gives dumps by reference only", () => {
    expect([artifactKind("a.dump"), artifactKind("a.log")]).toEqual(["reference", "upload"]);
    expect(artifactName("docs/")).toBe("");
  });
});

describe("abort phrases (rule 10)", () => {
  it.each([
    "Abort if any box is open",
    "Width is wrong => STOP",
    "If a row fails, STOP",
    "⚠️ If it fails, STOP",
    "中止条件:エラー",
    "Abbrechen, wenn der Test fehlschlägt",
  ])("%s aborts", (text) => expect(isAbortText(text)).toBe(true));
  it.each([
    "Stop the service",
    "Stop everything at once",
    "Deploy -> PASS / FAIL",
    "Aborted jobs are listed",
  ])("%s does not", (text) => expect(isAbortText(text)).toBe(false));
});

describe("credentials (rule 20)", () => {
  it("masks passwords in URLs, assigned secrets, tokens and keys, line for line", () => {
    const text =
      "postgres://a:s3cretpass@h/d\nAPI_KEY=abc123def\ntoken ghp_abcdefghijklmnopqrstuvwxyz0123456789\n-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\nend";
    const masked = maskCredentials(text);
    expect(masked.found).toEqual([
      { line: 1, kind: "url-password" },
      { line: 2, kind: "assigned-secret" },
      { line: 3, kind: "token" },
      { line: 4, kind: "private-key" },
    ]);
    expect(masked.text).not.toMatch(/s3cretpass|abc123def|ghp_|MIIB/);
    expect(masked.text.split("\n")).toHaveLength(7);
  });

  it.each([
    "postgres://a:<PASSWORD>@h/d",
    "postgres://a:$DB_PASS@h/d",
    "PASSWORD={{DB_PASSWORD}}",
    "API_KEY=<key>",
    "SESSION_KEY  # at least 32 bytes",
    "Webhook secret: rotated",
    "password: ********",
    "CLIENT_SECRET=$CLIENT_SECRET",
  ])("leaves the placeholder of %s", (text) =>
    expect(maskCredentials(text)).toEqual({ text, found: [], declared: [] }),
  );
});

describe("annotations that corrections write", () => {
  it.each(["DB Owner", "QA", "Lead, web", "O'Neil's team", 'the "A" team', "数据库组"])(
    "hold the value %s",
    (value) => expect(parseAnnotation(`role=${annotationValue(value)}`).role).toBe(value),
  );

  it.each(["a --> b", "a\nb", `"a" 'b'`])("cannot hold %s", (value) =>
    expect(annotationValue(value)).toBeNull(),
  );

  it.each([
    ["snapshot", "snapshot", 0],
    ["snapshto", "snapshot", 1],
    ["rol", "role", 1],
    ["zebra", "role", 3],
    ["", "abcdef", 3],
  ])("%s is as far from %s as %d changes, or beyond the limit of 2", (a, b, distance) =>
    expect(editDistance(a, b, 2)).toBe(distance),
  );
});
