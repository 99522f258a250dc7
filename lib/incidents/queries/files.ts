import type { Ctx } from "#lib/platform/context.ts";
import { reader } from "#lib/platform/db.ts";
import { notFound } from "#lib/platform/errors.ts";
import { isPicture } from "../model/file-kind.ts";

/**
 * One file as it is answered: pictures in place, everything else as a download, and nothing that a browser could run.
 * The right to see the incident was proven before.
 * @throws not_found, also for a file of another incident
 */
export async function fileAnswer(ctx: Ctx, input: { id: string; fileId: string }): Promise<Response> {
  const file = await reader(ctx).incidentFile.findFirst({
    where: { id: input.fileId, incidentId: input.id },
    select: { name: true, type: true, bytes: true },
  });
  if (!file) throw notFound("file");
  const way = isPicture(file.type) ? "inline" : "attachment";
  return new Response(file.bytes, {
    headers: {
      "content-type": file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type,
      "content-length": String(file.bytes.length),
      "content-disposition": `${way}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
      "cross-origin-resource-policy": "same-origin",
      // Rights are asked for each look.
      "cache-control": "private, no-store",
    },
  });
}
