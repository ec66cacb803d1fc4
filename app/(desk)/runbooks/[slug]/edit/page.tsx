import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { draftFromBytes, draftFromText } from "@/components/runbook/source-draft";
import { readEditor } from "@/lib/server/pages/runbook-editor";
import { readRunbook } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../../require-person";
import { EditScreen } from "./edit-screen";

interface EditPageProps {
  params: Promise<{ slug: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

export async function generateMetadata({ params }: EditPageProps): Promise<Metadata> {
  const { slug } = await params;
  await requirePerson(`/runbooks/${slug}/edit`);
  const runbook = await readRunbook(slug);
  return { title: runbook ? `Edit ${runbook.title}` : "Not found" };
}

export default async function EditPage({ params, searchParams }: EditPageProps) {
  const { slug } = await params;
  const person = await requirePerson(`/runbooks/${slug}/edit`);
  const { version } = await searchParams;
  const wanted = typeof version === "string" && /^[1-9]\d{0,8}$/.test(version) ? Number(version) : null;
  const found = await readEditor(slug, wanted, person.personId);
  if (!found) notFound();
  const name = `${slug}.md`;
  // The text crosses to the browser as text; its line ends and byte order mark come along, the bytes do not.
  const published = { ...draftFromBytes(name, new Uint8Array(found.bytes)), original: null };
  const draft = found.draft && {
    ...found.draft,
    text: draftFromText(found.draft.text.replace(/^\uFEFF/, "")).text,
  };
  return (
    <EditScreen
      personId={person.personId}
      slug={slug}
      title={found.title}
      latest={found.latest}
      base={found.base}
      published={published}
      draft={draft}
      revision={found.revision}
    />
  );
}
