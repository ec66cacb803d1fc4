"use client";

import { uploadsOf } from "@/lib/client/evidence-uploads";
import { useStore } from "@/lib/client/store";
import { useRoom } from "./room-context";
import { UploadRows } from "./upload-rows";

/** Files on their way, wherever in the room their sender is; nothing while there are none. */
export function UploadStrip({ className }: { className?: string }) {
  const { runId } = useRoom();
  const { list } = useStore(uploadsOf(runId).store);
  return list.length > 0 ? (
    <div className={className}>
      <UploadRows list={list} />
    </div>
  ) : null;
}
