import { describe, expect, test } from "vitest";
import { clientAddress } from "./client-address";

describe("the client's address", () => {
  test("is the peer's where no proxy is trusted, whatever the request claims", () => {
    expect(clientAddress("203.0.113.9", "10.0.0.1, 1.2.3.4", [])).toBe("203.0.113.9");
  });

  test("is what the trusted proxy saw, not what the client wrote before it", () => {
    expect(clientAddress("10.0.0.5", "6.6.6.6, 203.0.113.9", ["10.0.0.0/8"])).toBe("203.0.113.9");
  });

  test("is found through several trusted proxies", () => {
    expect(clientAddress("127.0.0.1", "203.0.113.9, 10.0.0.7", ["loopback", "10.0.0.0/8"])).toBe(
      "203.0.113.9",
    );
  });

  test("is the proxy's where what stands before it is no address", () => {
    expect(clientAddress("127.0.0.1", "unknown", ["loopback"])).toBe("127.0.0.1");
    expect(clientAddress("127.0.0.1", undefined, ["loopback"])).toBe("127.0.0.1");
  });

  test("is plain IPv4 where the socket maps it into IPv6", () => {
    expect(clientAddress("::ffff:203.0.113.9", undefined, [])).toBe("203.0.113.9");
    expect(clientAddress("::ffff:127.0.0.1", "2001:db8::1", ["loopback"])).toBe("2001:db8::1");
  });
});
