import { readError } from "./post-command";

export interface EvidenceFile {
  /** UUID made by the sender: the same one again gives the same artifact, so that a lost answer files nothing twice. */
  key: string;
  name: string;
  /** The step that it belongs to; null where it belongs to none. */
  stepId: string | null;
  visibility: "room" | "restricted";
  /** The bytes; the browser reads them from where they lie while it sends them, never all at once. */
  body: Blob;
}

/** What became of one upload. An upload that was broken off leaves nothing behind on the server. */
export type UploadAnswer =
  | { kind: "stored"; artifactId: string; sha256: string; size: number }
  | { kind: "refused"; message: string; missing: string[] }
  | { kind: "broken"; message: string }
  | { kind: "cancelled" };

export interface RunningUpload {
  answer: Promise<UploadAnswer>;
  cancel: () => void;
}

export type StartUpload = (
  runId: string,
  file: EvidenceFile,
  onSent: (bytes: number) => void,
) => RunningUpload;

/** Address that takes the bytes of a piece of evidence. */
export function uploadAddress(
  runId: string,
  { name, stepId, visibility }: Pick<EvidenceFile, "name" | "stepId" | "visibility">,
): string {
  const query = new URLSearchParams({ name, ...(stepId ? { step: stepId } : {}), visibility });
  return `/api/runs/${encodeURIComponent(runId)}/evidence?${query}`;
}

/** Address that gives the bytes back, as an attachment. */
export function evidenceAddress(runId: string, artifactId: string): string {
  return `/api/runs/${encodeURIComponent(runId)}/evidence/${encodeURIComponent(artifactId)}`;
}

const LINE_BROKE = "The line broke. The file is kept here: trying again files it once, however far it got.";

/** Sends one file as it is, and says how far it got: `fetch` cannot tell that of a body that it sends. */
export const uploadEvidence: StartUpload = (runId, file, onSent) => {
  const request = new XMLHttpRequest();
  const answer = new Promise<UploadAnswer>((resolve) => {
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => resolve(readUpload(request.status, parsed(request.responseText)));
    request.onerror = () => resolve({ kind: "broken", message: LINE_BROKE });
    request.onabort = () => resolve({ kind: "cancelled" });
  });
  request.open("POST", uploadAddress(runId, file));
  request.setRequestHeader("content-type", file.body.type || "application/octet-stream");
  request.setRequestHeader("idempotency-key", file.key);
  request.send(file.body);
  return { answer, cancel: () => request.abort() };
};

/** Parser's edge: the answer of the evidence endpoint, read without trusting that a proxy left it alone. */
export function readUpload(status: number, body: unknown): UploadAnswer {
  if (
    status === 201 &&
    typeof body === "object" &&
    body !== null &&
    "artifactId" in body &&
    typeof body.artifactId === "string" &&
    "sha256" in body &&
    typeof body.sha256 === "string" &&
    "size" in body &&
    typeof body.size === "number"
  ) {
    return { kind: "stored", artifactId: body.artifactId, sha256: body.sha256, size: body.size };
  }
  if (status === 401) {
    return { kind: "broken", message: "You are signed out. Sign in again in another tab, then retry here." };
  }
  const { message, missing } = readError(body, `The server answered ${status}. Nothing was stored.`);
  return status >= 500 ? { kind: "broken", message } : { kind: "refused", message, missing };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
