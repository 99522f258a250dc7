import type { Metadata } from "next";
import { ApiReference } from "#components/shell/api-reference.tsx";
import { describeApi } from "#lib/registry/reference.ts";

export const metadata: Metadata = { title: "API" };

/** The HTTP contract in readable form, made from the same declarations as openapi.json. */
export default function ApiPage() {
  return <ApiReference reference={describeApi()} />;
}
