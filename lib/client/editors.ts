import { useEffect, useState } from "react";
import type { EditorsMessage } from "../protocol/socket";
import { runSocket } from "./socket";

/** Who has the runbook open in the editor, this person included, and its newest version; null until the server has said so. */
export function useEditors(slug: string): EditorsMessage | null {
  const [editors, setEditors] = useState<EditorsMessage | null>(null);
  useEffect(() => {
    const socket = runSocket();
    const hear = (message: EditorsMessage) => {
      if (message.slug === slug) setEditors(message);
    };
    const open = () =>
      socket.emit("edit", { slug }, (reply) => {
        if (reply && !("error" in reply)) hear(reply);
      });
    socket.on("connect", open);
    socket.on("editors", hear);
    if (socket.connected) open();
    else socket.connect();
    return () => {
      socket.off("connect", open);
      socket.off("editors", hear);
      socket.disconnect();
    };
  }, [slug]);
  return editors;
}
