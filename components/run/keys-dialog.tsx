"use client";

import { Dialog } from "../ui/dialog";
import { Kbd } from "../ui/kbd";
import { keyList } from "./room-keys";

/** The keys of the room. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title="Keys"
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-5 gap-y-2 text-sm">
        {keyList.map(({ keys, what }) => (
          <div key={what} className="contents">
            <dt className="flex items-start gap-1">
              {keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
