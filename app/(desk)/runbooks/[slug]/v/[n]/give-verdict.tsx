"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "sonner";
import { ApproveDialog, type GivenVerdict, type VerdictProblem } from "@/components/runbook/approve-dialog";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { postJson } from "../../../../call-api";

interface GiveVerdictProps {
  slug: string;
  version: number;
  sha256: string;
  difference: string;
  /** Why the reader cannot approve; null where they can. */
  barred: string | null;
}

/** The reader's word on this version: approve or reject its exact text. */
export function GiveVerdict({ slug, version, sha256, difference, barred }: GiveVerdictProps) {
  const router = useRouter();
  const [open, setOpen] = useState<GivenVerdict["verdict"] | null>(null);

  const give = async ({ verdict, statement, role }: GivenVerdict): Promise<VerdictProblem | null> => {
    const answer = await postJson(
      `/api/runbooks/${encodeURIComponent(slug)}/versions/${version}/approvals`,
      role === null ? { verdict, statement } : { verdict, statement, role },
    );
    if (!answer.ok) return answer.problem;
    toast.success(verdict === "approved" ? "Your approval is recorded" : "Your rejection is recorded");
    router.refresh();
    return null;
  };

  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-3 border-t border-line pt-4">
      <Button
        variant="go"
        disabled={barred !== null}
        aria-describedby={barred === null ? undefined : "approval-barred"}
        onClick={() => setOpen("approved")}
      >
        <Icon name="check" /> Approve…
      </Button>
      {barred === null ? null : (
        <p id="approval-barred" className="min-w-0 flex-1 basis-56 text-[0.8125rem] text-muted">
          {barred}
        </p>
      )}
      <Button variant="nogo" className="ml-auto" onClick={() => setOpen("rejected")}>
        <Icon name="slash" /> Reject…
      </Button>
      {open === null ? null : (
        <ApproveDialog
          verdict={open}
          version={version}
          sha256={sha256}
          difference={difference}
          onGive={give}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
