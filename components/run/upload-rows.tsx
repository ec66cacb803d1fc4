"use client";

import { type Upload, uploadsOf } from "@/lib/client/evidence-uploads";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { Progress } from "../ui/progress";
import { sizeText } from "./evidence-name";
import { useRoom } from "./room-context";

/** Files on their way, each with how far it is; what did not get there keeps its file and says why. */
export function UploadRows({ list }: { list: readonly Upload[] }) {
  return (
    <ul aria-label="Files on their way" className="grid gap-2">
      {list.map((upload) => (
        <li key={upload.id}>
          <UploadRow upload={upload} />
        </li>
      ))}
    </ul>
  );
}

export function UploadRow({ upload }: { upload: Upload }) {
  const { runId } = useRoom();
  const uploads = uploadsOf(runId);
  const failed = upload.state === "failed";
  const share = Math.min(100, Math.floor((100 * upload.sent) / Math.max(1, upload.body.size)));
  return (
    <div
      data-upload={upload.state}
      className={`grid gap-1.5 rounded-lg border bg-ground px-3 py-2 text-[0.8125rem] ${failed ? "border-halt/60" : "border-live/50"}`}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
        <Icon
          name={failed ? "octagon" : "upload"}
          className={`size-3.5 ${failed ? "text-halt" : "text-live"}`}
        />
        <span className="min-w-0 flex-1 basis-28 truncate" title={upload.name}>
          {upload.name}
        </span>
        <span className="font-mono text-xs text-muted">
          {upload.state === "waiting"
            ? "waiting"
            : failed
              ? "not filed"
              : share === 100
                ? "sealing…"
                : `${share} % of ${sizeText(upload.body.size)}`}
        </span>
        {failed ? (
          <Button size="sm" onClick={() => uploads.retry(upload.id)}>
            Try again
          </Button>
        ) : null}
        <Button size="sm" variant="ghost" onClick={() => uploads.cancel(upload.id)}>
          {failed ? "Discard" : "Cancel"}
          <span className="sr-only"> {upload.name}</span>
        </Button>
      </div>
      {failed ? (
        <p role="alert" className="text-halt">
          {upload.problem}
        </p>
      ) : (
        <Progress value={share} max={100} tone="live" label={`${upload.name}: sent`} />
      )}
    </div>
  );
}
