/** A file that the run's record is handed out in. */
interface RecordFile {
  word: string;
  href: string;
  primary: boolean;
}

/** What proves and sums up a run, by name and address. */
export function recordFiles(runId: string): RecordFile[] {
  const run = `/api/runs/${encodeURIComponent(runId)}`;
  return [
    { word: "Evidence pack", href: `${run}/pack`, primary: true },
    { word: "summary.json", href: `${run}/summary.json`, primary: false },
    { word: "summary.md", href: `${run}/summary.md`, primary: false },
  ];
}
