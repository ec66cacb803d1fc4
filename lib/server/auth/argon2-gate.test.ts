import { expect, test } from "vitest";
import { throughArgon2Gate } from "./argon2-gate";

test("S3 no more than two hashes are made at once, and all of them are made", async () => {
  let running = 0;
  let most = 0;
  let done = 0;
  const task = async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
    done += 1;
  };
  await Promise.all(Array.from({ length: 20 }, () => throughArgon2Gate(task)));
  expect(most).toBe(2);
  expect(done).toBe(20);
});

test("a hash that fails leaves its place to the next", async () => {
  const failures = Array.from({ length: 5 }, () =>
    throughArgon2Gate(() => Promise.reject(new Error("no memory"))).catch(() => "failed"),
  );
  expect(await Promise.all(failures)).toEqual(Array(5).fill("failed"));
  expect(await throughArgon2Gate(() => Promise.resolve("done"))).toBe("done");
});
