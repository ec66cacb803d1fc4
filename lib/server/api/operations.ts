import { z } from "@hono/zod-openapi";
import { answers } from "./answers.schema";
import { type Endpoint, endpoint } from "./endpoint";
import { failed } from "./problem";
import { json } from "./respond";

const health = endpoint({
  method: "get",
  path: "/api/health",
  summary: "The process lives",
  who: "anyone",
  answer: { 200: { description: "Alive", schema: answers.alive } },
  handle: () => json(200, { status: "alive" }),
});

const ready = endpoint({
  method: "get",
  path: "/api/ready",
  summary: "The database and the listener answer, and this node takes work",
  who: "anyone",
  answer: { 200: { description: "Ready", schema: answers.ready } },
  async handle({ services }) {
    const { ready: isReady, reason } = await services.ready();
    return isReady
      ? json(200, { status: "ready" })
      : failed("unavailable", `This node takes no work: ${reason}.`);
  },
});

const metrics = endpoint({
  method: "get",
  path: "/api/metrics",
  summary: "Measurements in Prometheus' text format",
  who: "anyone",
  answer: { 200: { description: "Measurements", media: "text/plain", schema: z.string() } },
  async handle({ services }) {
    const { registry } = services.metrics;
    return {
      status: 200,
      bytes: await registry.metrics(),
      headers: { "content-type": registry.contentType },
    };
  },
});

/** Probes come to the node's own address, under whatever name. */
export const PROBE_PATHS: ReadonlySet<string> = new Set(["/api/health", "/api/ready", "/api/metrics"]);

export const operationEndpoints: Endpoint[] = [health, ready, metrics];
