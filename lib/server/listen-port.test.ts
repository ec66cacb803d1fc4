import { createServer, type Server } from "node:net";
import { afterEach, expect, test } from "vitest";
import { choosePort } from "./listen-port";

const open: Server[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function occupy(): Promise<number> {
  const server = createServer();
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

test("a port that nobody asked for by name gives way to the next free one", async () => {
  const taken = await occupy();
  expect(await choosePort({ port: taken, host: "127.0.0.1", explicit: false })).toBeGreaterThan(taken);
});

test("a port that was asked for is refused with a sentence when it is taken", async () => {
  const taken = await occupy();
  await expect(choosePort({ port: taken, host: "127.0.0.1", explicit: true })).rejects.toThrow(
    `Port ${taken} is taken. Stop what listens there, or set PORT to another one.`,
  );
});
