import { describe, expect, it } from "vitest";
import { accessLost } from "./access-lost";

describe("the server's goodbye", () => {
  it("ends the screen when the session or the access is gone", () => {
    expect(accessLost("Your session has ended.")).toContain("signed out");
    expect(accessLost("Unauthenticated: sign in.")).toContain("signed out");
    expect(accessLost("Your access was revoked.")).toContain("withdrawn");
    expect(accessLost("Forbidden: this run is not open to you.")).toContain("withdrawn");
  });

  it("does not end it for what passes by itself", () => {
    expect(accessLost("The server is restarting.")).toBeNull();
    expect(accessLost("The server cannot check who you are. Try again.")).toBeNull();
    expect(accessLost("xhr poll error")).toBeNull();
  });
});
