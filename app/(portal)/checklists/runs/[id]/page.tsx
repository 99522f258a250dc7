import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { RunScreen } from "#components/checklists/run-screen.tsx";
import { readRun } from "#lib/checklists/queries/run.ts";
import { IdParams } from "#lib/checklists/schema.ts";
import { isAppError } from "#lib/platform/errors.ts";
import { pageCtx } from "#lib/registry/page.ts";

type Props = { params: Promise<{ id: string }> };

/** The run, read once per request; an address that names none is the ordinary "not found" page. */
const load = cache(async (id: string) => {
  const ctx = await pageCtx();
  const given = IdParams.safeParse({ id });
  if (!given.success) notFound();
  try {
    return await readRun(ctx, given.data.id);
  } catch (error) {
    if (isAppError(error) && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const run = await load((await params).id);
  return { title: `${run.title}, run ${run.number}` };
}

export default async function RunPage({ params }: Props) {
  const run = await load((await params).id);
  const { actor } = await pageCtx();
  return <RunScreen run={run} me={actor.userId ?? ""} />;
}
