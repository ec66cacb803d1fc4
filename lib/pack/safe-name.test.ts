import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { artifactPath, safeName } from "./safe-name";

describe("names of artifacts in a pack", () => {
  it("stay as a person knows them where every file system takes them", () => {
    for (const name of ["restore.log", "préflight — 検証.txt", "P3 row counts (final).csv", "a.tar.gz"]) {
      expect(safeName(name)).toBe(name);
    }
  });

  it("lose what would lead elsewhere, hide, or turn the line around", () => {
    expect(safeName("../../etc/passwd")).toBe("_._etc_passwd");
    expect(safeName("C:\\temp\\x.log")).toBe("C__temp_x.log");
    expect(safeName("nul.txt")).toBe("_nul.txt");
    expect(safeName(".profile")).toBe("profile");
    expect(safeName("invoice\u202Egpj.exe")).toBe("invoice_gpj.exe");
    expect(safeName("...")).toBe("artifact");
    expect(safeName("")).toBe("artifact");
  });

  it("keep their extension when they are cut", () => {
    const name = safeName(`${"検".repeat(200)}.log`);
    expect(name.endsWith(".log")).toBe(true);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(120);
  });

  it("are one path segment of at most 120 bytes, whatever was typed, and stay so when made safe again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (typed) => {
        const name = safeName(typed);
        expect(name).toMatch(/^[^/\\%\p{Cc}]+$/u);
        expect(name).not.toMatch(/^\.|[. ]$/);
        expect(Buffer.byteLength(name)).toBeGreaterThan(0);
        expect(Buffer.byteLength(name)).toBeLessThanOrEqual(121);
        expect(artifactPath("0".repeat(64), typed).split("/")).toHaveLength(4);
      }),
      { numRuns: 300 },
    );
  });
});
