import type { Metadata } from "next";
import { listRunbooks } from "@/lib/server/pages/runbooks";
import { requirePerson } from "../../require-person";
import { ImportScreen } from "./import-screen";

export const metadata: Metadata = { title: "Import a runbook" };

interface ImportPageProps {
  searchParams: Promise<{ slug?: string | string[] }>;
}

export default async function ImportPage({ searchParams }: ImportPageProps) {
  const person = await requirePerson("/runbooks/import");
  const { slug } = await searchParams;
  const runbooks = await listRunbooks();
  const target = runbooks.find((runbook) => runbook.slug === slug)?.slug ?? null;
  return <ImportScreen personId={person.personId} runbooks={runbooks} target={target} />;
}
