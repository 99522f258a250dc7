"use client";

import "./globals.css";

type Failure = { error: Error & { digest?: string } };

/** Even the frame failed: the plainest page that can still say what to do. Links reload everything. */
export default function GlobalError({ error }: Failure) {
  return (
    <html lang="en">
      <body>
        <title>Evenkeel could not be shown</title>
        <main className="grid min-h-screen place-items-center p-4">
          <div className="panel w-full max-w-md">
            <div className="errorp" role="alert">
              <h1>Evenkeel could not be shown</h1>
              <p className="t2">The server answered with an error. It has been logged.</p>
              <p className="kept">Nothing you saved is lost. Drafts are kept in this browser.</p>
              {error.digest ? <p className="xs t3 mono">{error.digest}</p> : null}
              {/* A full load, not a client navigation: the running page is broken. */}
              <a className="btn primary" href="/today">
                Load again
              </a>
            </div>
          </div>
        </main>
      </body>
    </html>
  );
}
