import { describe, expect, it } from "vitest";
import { readOutgoing } from "./env-outgoing";
import { EnvError } from "./env-values";

const mail = (url: string, from = "holdpoint@example.org") =>
  readOutgoing({ HOLDPOINT_SMTP_URL: url, HOLDPOINT_MAIL_FROM: from }).smtp;
const allowed = (list: string) => readOutgoing({ HOLDPOINT_OUTGOING_ALLOW: list }).outgoingAllow;

describe("settings of word that leaves the house", () => {
  it("send nothing where nothing is set", () => {
    expect(readOutgoing({})).toEqual({ smtp: null, outgoingAllow: [] });
  });

  it("read a mail server with its port, its TLS and who signs in", () => {
    expect(mail("smtps://post%40example.org:p%3Aw%25@mail.example.org")).toEqual({
      host: "mail.example.org",
      port: 465,
      secure: true,
      user: "post@example.org",
      password: "p:w%",
      from: "holdpoint@example.org",
    });
    expect(mail("smtp://[::1]:2525", "Holdpoint <holdpoint@example.org>")).toMatchObject({
      host: "::1",
      port: 2525,
      secure: false,
      user: null,
      from: "Holdpoint <holdpoint@example.org>",
    });
    expect(mail("smtp://mail.example.org")?.port).toBe(587);
  });

  it.each([
    ["https://mail.example.org", undefined],
    ["mail.example.org", undefined],
    ["smtp://", undefined],
    ["smtp://mail.example.org/inbox", undefined],
    ["smtp://mail.example.org?tls=1", undefined],
    ["smtp://a%zz:b@mail.example.org", undefined],
    ["smtp://mail.example.org", "nobody"],
    ["smtp://mail.example.org", "a@example.org, b@example.org"],
    ["smtp://mail.example.org", "x@example.org\r\nBcc: y@example.org"],
  ])("refuse %s (%s) with a sentence that names the setting and no password", (url, from) => {
    const read = () => mail(url, from);
    expect(read).toThrow(EnvError);
    expect(read).toThrow(/^HOLDPOINT_(SMTP_URL|MAIL_FROM) .+\.$/);
  });

  it("want server and sender together", () => {
    expect(() => readOutgoing({ HOLDPOINT_SMTP_URL: "smtp://mail.example.org" })).toThrow(/given together/);
    expect(() => readOutgoing({ HOLDPOINT_MAIL_FROM: "a@example.org" })).toThrow(/given together/);
  });

  it("allow hosts as an address writes them", () => {
    expect(allowed(" Chat.Internal, 0x7f.1, ::1,[fd00::0:1] ,")).toEqual([
      "chat.internal",
      "127.0.0.1",
      "::1",
      "fd00::1",
    ]);
    for (const wrong of ["http://chat.internal", "chat.internal:8080", "a/b", "a b", "user@host"])
      expect(() => allowed(wrong), wrong).toThrow(/HOLDPOINT_OUTGOING_ALLOW/);
  });
});
