"use client";

import { useEffect } from "react";
import type { StakeholderSummary } from "@/lib/run/stakeholder-summary";
import { statusTitle } from "./status-title";

export function useStatusTitle(summary: StakeholderSummary, nowMs: number): void {
  const title = statusTitle(summary, nowMs);
  useEffect(() => {
    document.title = title;
  }, [title]);
}
