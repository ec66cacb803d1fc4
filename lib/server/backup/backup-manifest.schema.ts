import { z } from "zod";

export const BACKUP_FORMAT = "holdpoint.backup.1";
export const MANIFEST_FILE = "manifest.json";
export const SIGNING_KEY_FILE = "signing-key.pem";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** Identifiers as the schema has them: they become SQL, so nothing else passes. */
const identifier = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/);

const table = z.object({
  name: identifier,
  columns: z.array(identifier).min(1),
  /** Entry of the zip, in PostgreSQL's binary COPY format. */
  file: z.string(),
  rows: z.number().int().min(0),
  bytes: z.number().int().min(0),
  sha256,
});

/** manifest.json of a backup: what it holds, in the order in which it goes back. */
export const backupManifestSchema = z.object({
  format: z.literal(BACKUP_FORMAT),
  createdAt: z.string(),
  postgres: z.string(),
  migrations: z.array(z.object({ name: z.string(), checksum: sha256 })),
  tables: z.array(table),
  sequences: z.array(z.object({ name: identifier, value: z.string().regex(/^\d+$/) })),
  /** SHA-256 of signing-key.pem; null where the installation had no key yet, or it did not open. */
  signingKeySha256: sha256.nullable(),
});

export type BackupManifest = z.infer<typeof backupManifestSchema>;
export type BackupTable = BackupManifest["tables"][number];
