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
    ...transcriptFiles(runId).map(({ word, href }) => ({
      word: `Transcript, ${word}`,
      href,
      primary: false,
    })),
  ];
}

/** The run's timeline in words, in each of its forms. */
export function transcriptFiles(runId: string): { word: string; href: string }[] {
  const at = `/api/runs/${encodeURIComponent(runId)}/transcript?format=`;
  return [
    { word: "Markdown", href: `${at}markdown` },
    { word: "CSV", href: `${at}csv` },
    { word: "JSON", href: `${at}json` },
  ];
}
