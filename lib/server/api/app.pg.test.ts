import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ApiFixture, errorOf } from "../../testing/api-fixture";
import { endpoints } from "./app";

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
});

afterAll(() => api.stop());

interface Document {
  openapi: string;
  paths: Record<
    string,
    Record<string, { responses: Record<string, { content?: object }>; requestBody?: object }>
  >;
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> };
}

describe("the OpenAPI document", () => {
  test("describes every call, with its refusals, and nothing that does not exist", async () => {
    const reply = await api.get("/api/openapi.json");
    expect(reply.status).toBe(200);
    const document = reply.json as Document;
    expect(document.openapi).toBe("3.1.0");
    const described = Object.entries(document.paths).flatMap(([path, calls]) =>
      Object.keys(calls).map((method) => `${method} ${path}`),
    );
    expect(described.sort()).toEqual(endpoints.map(({ route }) => `${route.method} ${route.path}`).sort());
    for (const { route } of endpoints) {
      const call = document.paths[route.path]?.[route.method];
      expect(Object.keys(call?.responses ?? {}).length, route.path).toBeGreaterThan(1);
      if (route.method === "post") expect(call?.requestBody, route.path).toBeDefined();
    }
  });

  test("refers only to what it defines", async () => {
    const { text, json } = await api.get("/api/openapi.json");
    const { schemas } = (json as Document).components;
    const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => match[1] ?? "");
    expect(names.length).toBeGreaterThan(10);
    for (const name of names) expect(schemas).toHaveProperty(name);
  });

  test("takes commands by the very schema that parses them", async () => {
    const { json } = await api.get("/api/openapi.json");
    const body = JSON.stringify((json as Document).paths["/api/runs/{id}/commands"]?.post?.requestBody);
    for (const word of ["SendBroadcast", "commandId", '"additionalProperties":false'])
      expect(body).toContain(word);
    expect(body).not.toContain("PlanRun");
  });
});

describe("any answer", () => {
  test.each(["/api/nothing", "/api", "/api/runs/x/y/z", "/s/token/other.json"])(
    "at %s is 404 in JSON",
    async (path) => {
      const reply = await api.get(path, { as: "ic" });
      expect(reply.status).toBe(404);
      expect(errorOf(reply).code).toBe("not-found");
    },
  );

  test("S5 is not sniffed, framed, kept or executed", async () => {
    for (const reply of [await api.get("/api/runs", { as: "ic" }), await api.get("/api/nothing")]) {
      expect(reply.headers.get("x-content-type-options")).toBe("nosniff");
      expect(reply.headers.get("content-security-policy")).toContain("default-src 'none'");
      expect(reply.headers.get("cache-control")).toBe("no-store");
      expect(reply.headers.get("referrer-policy")).toBe("no-referrer");
      expect(reply.headers.get("strict-transport-security")).toBeNull();
    }
  });

  test("to a defect is 500 with an id, and tells nothing of the inside", async () => {
    const { states } = api.services.runs;
    const broken = vi
      .spyOn(states, "refresh")
      .mockRejectedValueOnce(new Error("SELECT secret FROM /inside/file.ts"));
    const logged = vi.spyOn(api.services.log, "error");
    const reply = await api.get("/api/runs/11111111-2222-4333-8444-555555555555", { as: "ic" });
    expect(reply.status).toBe(500);
    const { code, message } = errorOf(reply);
    expect(code).toBe("defect");
    expect(reply.text).not.toMatch(/SELECT|secret|\.ts|stack/);
    const [about] = logged.mock.calls[0] ?? [];
    expect(message).toContain((about as unknown as { id: string }).id);
    broken.mockRestore();
    logged.mockRestore();
  });

  test("F7 while the database is away is 503 and says when to come back", async () => {
    const gone = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    const broken = vi.spyOn(api.services.runs.states, "refresh").mockRejectedValueOnce(gone);
    const reply = await api.get("/api/runs/11111111-2222-4333-8444-555555555555", { as: "ic" });
    expect(reply.status).toBe(503);
    expect(reply.headers.get("retry-after")).toBe("1");
    broken.mockRestore();
  });
});

describe("operations", () => {
  test("show life, readiness and measurements without an account", async () => {
    expect((await api.get("/api/health")).json).toEqual({ status: "alive" });
    expect((await api.get("/api/ready")).json).toEqual({ status: "ready" });
    const metrics = await api.get("/api/metrics");
    expect(metrics.text).toContain("holdpoint_append_seconds");
    expect(metrics.headers.get("content-type")).toContain("text/plain");
  });

  test("say 503 and why when the node takes no work", async () => {
    vi.spyOn(api.services, "ready").mockResolvedValueOnce({ ready: false, reason: "stopping" });
    const reply = await api.get("/api/ready");
    expect(reply.status).toBe(503);
    expect(errorOf(reply).message).toContain("stopping");
  });

  test("list who can be put into roles, and no password hash", async () => {
    const reply = await api.get("/api/people", { as: "scribe" });
    const { people } = reply.json as { people: object[] };
    expect(people).toContainEqual(expect.objectContaining({ name: "Ada", email: "ic@holdpoint.test" }));
    expect(reply.text).not.toMatch(/argon|hash/i);
  });
});
