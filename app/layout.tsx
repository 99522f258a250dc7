import { ThemeProvider } from "@wrksz/themes/next";
import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { ErrorReports } from "#components/shell/error-reports.tsx";
import { StyleNonce } from "#components/shell/style-nonce.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Evenkeel", template: "%s · Evenkeel" },
  description: "Incidents, checklists and KPIs of a team that runs production",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f1f4f6" },
    { media: "(prefers-color-scheme: dark)", color: "#090f13" },
  ],
};

/** Every page is rendered per request: its scripts carry the nonce that the web server put into the headers. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const heard = await headers();
  const dsn = process.env.SENTRY_DSN;
  const nonce = heard.get("x-nonce") ?? undefined;
  const requestId = heard.get("x-request-id");
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <head>
        {/* react-aria reads the nonce here before it adds a style element */}
        {nonce ? <StyleNonce nonce={nonce} /> : null}
        {/* the error page shows it, so that a person can name the line in the log */}
        {requestId ? <meta name="request-id" content={requestId} /> : null}
      </head>
      <body>
        <ThemeProvider
          attribute="data-theme"
          defaultTheme="system"
          enableColorScheme={false}
          storageKey="ek:theme"
          {...(nonce ? { nonce } : {})}
        >
          {children}
          {dsn ? <ErrorReports dsn={dsn} /> : null}
        </ThemeProvider>
      </body>
    </html>
  );
}
