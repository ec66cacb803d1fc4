import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { annotate } from "@/components/runbook/source-draft";
import { importText } from "./fixture.test-support";

const SHARED = new URL("../../../shared/runbooks/", import.meta.url);

describe("suggested owners (rule 12, R2)", () => {
  const ROLES =
    "# Cutover runbook\n\n## Roles\n- **Lead:** go/no-go authority for the database\n- **Scribe:** writes down the deployment\n- **Deployer:** deployments and smoke tests\n- **DB Owner:** snapshots and replication of the database\n\n## Cutover\n";
  const owners = (steps: string, head = ROLES) => {
    const d = importText(head + steps);
    return d.diagnostics
      .filter((each) => each.code === "owner-suggested")
      .map((each) => [each.line - head.split("\n").length + 1, each.suggestion?.annotation]);
  };

  it("offers the one role whose words cover a step, and sets it only on the click", () => {
    const text = `${ROLES}1. Take a snapshot\n2. Deploy the service\n`;
    expect(owners("1. Take a snapshot\n2. Deploy the service\n")).toEqual([
      [1, '<!-- hp: role="DB Owner" -->'],
      [2, "<!-- hp: role=Deployer -->"],
    ]);
    const before = importText(text);
    expect(before.phases[0]?.steps.map((step) => step.role)).toEqual([null, null]);
    const clicked = before.diagnostics.reduce(
      (all, { suggestion }) =>
        suggestion === undefined || !suggestion.annotation.includes("role=")
          ? all
          : annotate(all, suggestion.line, suggestion.annotation),
      text,
    );
    const d = importText(clicked);
    expect(d.phases[0]?.steps.map((step) => step.role)).toEqual(["db-owner", "deployer"]);
  });

  it.each([
    ["a tie", "1. Deploy the snapshot\n"],
    ["what stands in parentheses", "1. Alerts are on (database, smoke)\n"],
    ["words that any step may hold", "1. Monitor and verify the service in production\n"],
    ["decider and scribe", "1. Write the minutes\n"],
    ["a step with an owner", "1. Take a snapshot (Owner: Ops)\n"],
    ["a broadcast", "1. Announce the deployment\n"],
  ])("says nothing for %s", (_, steps) => expect(owners(steps)).toEqual([]));

  it("reads roles in the document's own language", () => {
    const german =
      "# Umstellung Lager\n\n## Rollen\n- **Einsatzleiter:** entscheidet\n- **Datenbankteam:** Sicherung und Schema\n- **Netz:** Firewall und Leitungen\n\n## Durchführung\n";
    expect(owners("1. Schema einspielen\n2. Firewall öffnen\n3. Dienst anhalten\n", german)).toEqual([
      [1, "<!-- hp: role=Datenbankteam -->"],
      [2, "<!-- hp: role=Netz -->"],
    ]);
    const chinese =
      "# 切换手册\n\n## 角色\n- **指挥**:决策是否切换\n- **数据库组**:负责数据库备份\n- **网络组**:负责防火墙\n\n## 执行步骤\n";
    expect(owners("1. 数据库备份\n2. 启动服务\n", chinese)).toEqual([[1, "<!-- hp: role=数据库组 -->"]]);
  });

  it.skipIf(!existsSync(SHARED))("offers sensible owners for the war-room document and no others", () => {
    const d = importText(readFileSync(new URL("go-live-war-room.md", SHARED), "utf8"));
    expect(
      d.diagnostics
        .filter((each) => each.code === "owner-suggested")
        .map((each) => `${each.line} ${each.suggestion?.label}`),
    ).toEqual([
      "9 Owner: Payments Owner",
      "118 Owner: DB Owner",
      ...["174 Owner: DB Owner", "175 Owner: DB Owner", "179 Owner: Deployer", "180 Owner: Deployer"],
      ...[187, 188, 189, 190, 191, 192].map((line) => `${line} Owner: Payments Owner`),
    ]);
  });
});
