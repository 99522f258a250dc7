import type { NextConfig } from "next";

// The web server (lib/registry/web.ts) sets the security headers and the nonce of every page; types are
// checked by `npm test`, not by the build that `npm start` runs.
const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  compress: true,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  serverExternalPackages: [
    "@node-rs/argon2",
    "pg",
    "pino",
    "graphile-worker",
    "@prisma/client",
    "postgres",
    "nodemailer",
  ],
  experimental: { optimizePackageImports: ["lucide-react"] },
  devIndicators: false,
};

export default config;
