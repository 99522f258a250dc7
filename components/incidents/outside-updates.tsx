import { STATUS_WORD } from "#components/incidents/words.ts";
import { Logo } from "#components/shell/logo.tsx";
import { SeverityMark } from "#components/ui/marks.tsx";
import type { OutsidePage } from "#lib/incidents/queries/outside.ts";
import { formatInstant } from "#lib/platform/format.ts";

/** What stakeholders read without signing in: number, severity, status, the updates, newest first, in UTC. */
export function OutsideUpdates({ page }: { page: OutsidePage }) {
  return (
    <main className="mx-auto grid w-full max-w-2xl gap-4 px-4 py-8" id="main">
      <p className="row acc text-[15px] font-semibold">
        <Logo />
        <span className="t1">Evenkeel</span>
      </p>
      <header className="panel grid gap-2 p-6 max-sm:p-5">
        <div className="row">
          <SeverityMark level={page.severity} large />
          <h1 className="mono">{page.number}</h1>
          <span className="end b">{STATUS_WORD[page.status]}</span>
        </div>
        <p className="t2">Since {formatInstant(page.openedAt, "UTC")}</p>
      </header>
      <section className="stack" aria-label="Updates">
        {page.updates.length === 0 ? <p className="note">No update was written yet.</p> : null}
        {page.updates.map((one) => (
          <article key={one.id} className="panel grid gap-1.5 p-5">
            <time className="xs t2" dateTime={one.at}>
              {formatInstant(one.at, "UTC")}
            </time>
            <p className="prose whitespace-pre-wrap wrap-anywhere">{one.text}</p>
          </article>
        ))}
      </section>
    </main>
  );
}
