/** What became of one alert of a notification. */
export interface AlertAnswer {
  fingerprint: string;
  /** The label `alertname`; empty without one. */
  name: string;
  status: "firing" | "resolved";
  /**
   * `observed`: its trigger is observed. `counted`: it fires on. `resolved`: logged. `known`: recorded before.
   * `ignored`: it means no trigger of this run. `refused`: the run does not take it now.
   */
  outcome: "observed" | "counted" | "resolved" | "known" | "ignored" | "refused";
  triggerId: string | null;
  /** Why, where nothing was recorded: a sentence. */
  reason: string | null;
}

export interface AlertsAnswer {
  alerts: AlertAnswer[];
}
