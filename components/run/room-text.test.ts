import { describe, expect, it } from "vitest";
import { resolveVariables } from "@/lib/run/resolve-variables";
import { countdown } from "./countdown-text";
import { rejectionText } from "./rejection-text";
import { offsetLabel, shortRoleName } from "./t-label";

describe("what the room says", () => {
  it("R6 a deadline that is past stays, and counts up", () => {
    expect(countdown(200_000)).toBe("03:20");
    expect(countdown(1)).toBe("00:01");
    expect(countdown(-42_000)).toBe("OVERDUE +00:42");
  });

  it("puts the run's values into a command, and names each one that is not set once", () => {
    const command = "psql {{DB_NAME}} && echo {{ HOST }} {{HOST}}";
    expect(resolveVariables(command, { DB_NAME: "shop" })).toEqual({
      text: "psql shop && echo {{ HOST }} {{HOST}}",
      open: ["HOST"],
    });
  });

  it("names what is missing only where the sentence does not", () => {
    expect(
      rejectionText({ message: "“Log ref” is not filled in.", missing: ["“Log ref” is not filled in."] }),
    ).toBe("“Log ref” is not filled in.");
    expect(rejectionText({ message: "Roles are missing.", missing: ["Scribe"] })).toBe(
      "Roles are missing. Scribe",
    );
  });

  it("writes offsets with a true minus, and a long role by its letters", () => {
    expect(offsetLabel("T-60", -60)).toBe("T−60");
    expect(offsetLabel(null, 15)).toBe("T+15");
    expect(shortRoleName("Incident Commander (IC)")).toBe("IC");
    expect(shortRoleName("DB Owner")).toBe("DB Owner");
  });
});
