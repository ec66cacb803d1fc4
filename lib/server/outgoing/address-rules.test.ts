import { describe, expect, it } from "vitest";
import { addressRefusal } from "./address-refusal";
import { isPublicAddress } from "./address-rules";

describe("what a channel may reach", () => {
  it.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "198.18.0.1",
    "192.0.2.7",
    "224.0.0.1",
    "239.255.255.255",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:10.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:a00:1::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "no address",
    "",
  ])("refuses %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "198.20.0.1",
    "2606:4700::1111",
    "2a00:1450::1",
  ])("takes %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe("an address that an administrator types in", () => {
  it.each([
    "https://127.0.0.1/x",
    "https://2130706433/",
    "https://0x7f000001/",
    "https://0x7f.1/",
    "https://0177.0.0.1/",
    "https://127.1/",
    "https://①②⑦.0.0.1/",
    "https://[::1]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[0:0:0:0:0:ffff:7f00:1]/",
    "https://[fe80::1]/",
    "https://10.0.0.1:8443/hook",
    "https://169.254.169.254/latest/meta-data",
    "https://user:secret@hooks.example.org/",
    "http://hooks.example.org/",
    "ftp://hooks.example.org/",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "hooks.example.org",
    "",
  ])("%s is refused with a sentence", (address) => {
    expect(addressRefusal(address, [])).toMatch(/\.$/);
  });

  it("may be a public one, and with the administrator's word any host, over plain HTTP too", () => {
    expect(addressRefusal("https://hooks.example.org/a/b", [])).toBeNull();
    expect(addressRefusal("https://8.8.8.8/", [])).toBeNull();
    expect(addressRefusal("http://0x7f.1:9000/", ["127.0.0.1"])).toBeNull();
    expect(addressRefusal("http://chat.internal/", ["chat.internal"])).toBeNull();
    expect(addressRefusal("http://chat.internal.example.org/", ["chat.internal"])).not.toBeNull();
  });
});
