import type { Metadata } from "next";
import { headers } from "next/headers";
import { Logo } from "#components/shell/logo.tsx";
import { EmptyState } from "#components/ui/states.tsx";

export const metadata: Metadata = { title: "Not found" };

/** Not there, or not visible to you: the same answer. Rendered per request, because its scripts need the nonce. */
export default async function NotFound() {
  await headers();
  return (
    <main className="grid min-h-[60vh] place-items-center p-4">
      <div className="panel w-full max-w-md py-4">
        <EmptyState
          icon={<Logo />}
          level={1}
          title="There is nothing here"
          actions={
            // A full load: what this file imports loads with every page, and the link's own code would come twice.
            <a className="btn primary" href="/today">
              Go to Today
            </a>
          }
        >
          The address is wrong, the thing was removed, or you may not see it.
        </EmptyState>
      </div>
    </main>
  );
}
