import type { Queryable } from "../run/event-log";

/** An uploaded artifact whose bytes are sealed. */
export interface StoredArtifact {
  id: string;
  name: string;
  /** Hex. */
  sha256: string;
  /** Bytes. */
  size: number;
  mediaType: string;
  stepId: string | null;
  /** Who attached it. */
  personId: string;
  visibility: "room" | "restricted";
  createdAt: Date;
}

type ArtifactRow = Omit<StoredArtifact, "size" | "visibility"> & { size: string; visibility: string };

const SELECT = `SELECT a.id, a.name, a.sha256, b.size, a."mediaType", a."stepId", a."personId", a.visibility, a."createdAt"
  FROM evidence_artifact a JOIN evidence_blob b USING (sha256) WHERE a."runId" = $1`;

function artifactOf({ size, visibility, ...row }: ArtifactRow): StoredArtifact {
  return { ...row, size: Number(size), visibility: visibility === "restricted" ? "restricted" : "room" };
}

/** A run's uploaded artifacts in the order in which they were attached; references have no bytes and no row here. */
export async function listArtifacts(pool: Queryable, runId: string): Promise<StoredArtifact[]> {
  const text = `${SELECT} ORDER BY a."createdAt", a.id`;
  const { rows } = await pool.query<ArtifactRow>({ name: "evidence-list", text, values: [runId] });
  return rows.map(artifactOf);
}

export async function findArtifact(
  pool: Queryable,
  runId: string,
  artifactId: string,
): Promise<StoredArtifact | null> {
  const text = `${SELECT} AND a.id = $2`;
  const { rows } = await pool.query<ArtifactRow>({
    name: "evidence-one",
    text,
    values: [runId, artifactId],
  });
  const [row] = rows;
  return row ? artifactOf(row) : null;
}
