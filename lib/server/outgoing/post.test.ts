import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HttpReceiver } from "../../testing/http-receiver";
import { OutgoingError } from "./outgoing-error";
import { type Outgoing, postOutside } from "./post";

let receiver: HttpReceiver;

beforeAll(async () => {
  receiver = await HttpReceiver.start();
});

afterAll(() => receiver.stop());

function post(url: string, change: Partial<Outgoing> = {}): Promise<void> {
  return postOutside({ url, body: "{}", headers: {}, allowedHosts: [], ...change });
}

const at =
  (...addresses: string[]): Outgoing["resolve"] =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));

describe("a request to an address that somebody typed in", () => {
  it.each([
    ["127.0.0.1"],
    ["10.0.0.7"],
    ["169.254.169.254"],
    ["::1"],
    ["::ffff:192.168.0.1"],
    ["8.8.8.8", "127.0.0.1"],
  ])("never reaches a name that resolves to %s", async (...addresses) => {
    const before = receiver.requests.length;
    const sent = post(`https://hooks.example.org:${receiver.port}/`, { resolve: at(...addresses) });
    await expect(sent).rejects.toThrow(/is no public address/);
    expect(receiver.requests.length).toBe(before);
  });

  it("connects to the very address that was judged: the name is not asked a second time", async () => {
    let asked = 0;
    const resolve: Outgoing["resolve"] = async () => {
      asked += 1;
      return [{ address: asked === 1 ? "127.0.0.1" : "8.8.8.8", family: 4 }];
    };
    const url = `http://rebinding.test:${receiver.port}/hook`;
    await post(url, { resolve, allowedHosts: ["rebinding.test"] });
    expect(asked).toBe(1);
    expect(receiver.requests.at(-1)?.headers.host).toBe(`rebinding.test:${receiver.port}`);
  });

  it("follows no redirect, not even to an allowed host", async () => {
    const target = await HttpReceiver.start();
    const mover = await HttpReceiver.start((response) =>
      response.writeHead(307, { location: target.url() }).end(),
    );
    await expect(post(mover.url(), { allowedHosts: ["127.0.0.1"] })).rejects.toThrow(/redirect \(307\)/);
    expect(target.requests).toEqual([]);
    await Promise.all([target.stop(), mover.stop()]);
  });

  it("reads no more of an answer than it must", async () => {
    let written = 0;
    const flood = await HttpReceiver.start((response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = () => {
        while (!response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once("drain", more);
        }
      };
      more();
    });
    await post(flood.url(), { allowedHosts: ["127.0.0.1"] });
    expect(written).toBeLessThan(64 * 1024 * 1024);
    await flood.stop();
  });

  it("ends where nobody answers, and says so", async () => {
    const silent = createServer(() => {}).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const { port } = silent.address() as AddressInfo;
    const begun = performance.now();
    const sent = post(`http://127.0.0.1:${port}/`, { allowedHosts: ["127.0.0.1"] });
    await expect(sent).rejects.toThrow("127.0.0.1 did not answer within 10 seconds.");
    expect(performance.now() - begun).toBeLessThan(15_000);
    silent.close();
  }, 20_000);

  it.each([
    ["an error", 500],
    ["a refusal", 403],
  ])("is not taken by %s", async (_what, status) => {
    const bad = await HttpReceiver.start((response) => response.writeHead(status).end());
    await expect(post(bad.url(), { allowedHosts: ["127.0.0.1"] })).rejects.toThrow(`status ${status}`);
    await bad.stop();
  });

  it("that finds no server says so in a sentence without the path", async () => {
    const gone = await HttpReceiver.start();
    await gone.stop();
    const error = await post(gone.url("/secret-path"), { allowedHosts: ["127.0.0.1"] }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(OutgoingError);
    expect(String(error)).toContain("127.0.0.1 refuses connections.");
    expect(String(error)).not.toContain("secret-path");
  });
});
