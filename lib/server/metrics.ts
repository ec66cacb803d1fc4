import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** What `/api/metrics` shows. Durations in seconds. The default ones bring event-loop delay, memory and CPU. */
export interface Metrics {
  registry: Registry;
  /** A command, from its turn in the queue to its commit. */
  appendSeconds: Histogram;
  /** Commands by what became of them. */
  commands: Counter<"outcome">;
  /** Times that the head had moved under a command. */
  conflicts: Counter;
  queueDepth: Gauge;
  /** From the commit on another node, as its event says, to its reading here. */
  listenerLagSeconds: Gauge;
  listenerReconnects: Counter;
  timerLatenessSeconds: Histogram;
  /** Attempts at deliveries by what became of them. */
  deliveries: Counter<"outcome">;
  sockets: Gauge<"kind">;
  socketsDropped: Counter<"reason">;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    appendSeconds: new Histogram({
      name: "holdpoint_append_seconds",
      help: "Time to decide and commit a command",
      buckets: SECONDS,
      registers,
    }),
    commands: new Counter({
      name: "holdpoint_commands_total",
      help: "Commands by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    conflicts: new Counter({
      name: "holdpoint_append_conflicts_total",
      help: "Times the head had moved under a command",
      registers,
    }),
    queueDepth: new Gauge({ name: "holdpoint_queue_depth", help: "Commands waiting or running", registers }),
    listenerLagSeconds: new Gauge({
      name: "holdpoint_listener_lag_seconds",
      help: "How far the reading of the log is behind",
      registers,
    }),
    listenerReconnects: new Counter({
      name: "holdpoint_listener_reconnects_total",
      help: "Times the listening connection was lost",
      registers,
    }),
    timerLatenessSeconds: new Histogram({
      name: "holdpoint_timer_lateness_seconds",
      help: "How late a deadline was handled",
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 30, 300, 3600],
      registers,
    }),
    deliveries: new Counter({
      name: "holdpoint_deliveries_total",
      help: "Attempts at deliveries by outcome",
      labelNames: ["outcome"],
      registers,
    }),
    sockets: new Gauge({ name: "holdpoint_sockets", help: "Open sockets", labelNames: ["kind"], registers }),
    socketsDropped: new Counter({
      name: "holdpoint_sockets_dropped_total",
      help: "Sockets that this node closed",
      labelNames: ["reason"],
      registers,
    }),
  };
}
