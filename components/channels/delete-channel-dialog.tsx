import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";

interface DeleteChannelDialogProps {
  name: string;
  onDelete: () => void;
  onClose: () => void;
}

/** Asks once more: the address cannot be shown again, so nobody brings it back but by typing it in. */
export function DeleteChannelDialog({ name, onDelete, onClose }: DeleteChannelDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={`Delete “${name}”?`}
      description="Its address and its key go with it, and so does what still waits for it."
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button variant="halt" onClick={onDelete}>
            Delete
          </Button>
        </>
      }
    >
      <p className="text-sm text-muted">Switching it off keeps them, and sends nothing.</p>
    </Dialog>
  );
}
