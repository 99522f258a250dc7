/** The people, teams and services of the demo. They do not exist; their addresses cannot receive mail. */
export interface DemoPerson {
  key: string;
  name: string;
  role: "responder" | "manager" | "admin" | "viewer";
  zone: string;
  duties?: string[];
}

export interface DemoTeam {
  key: string;
  name: string;
  about: string;
  zone: string;
  lead: string;
  deputy: string;
  members: string[];
  services: Array<{ name: string; about: string; profile: string }>;
  /** Keys of catalogue checklists it lives by, with the service they watch. */
  checklists: Array<{ key: string; service: string }>;
}

export const PEOPLE: DemoPerson[] = [
  {
    key: "ines",
    name: "Ines Albrecht",
    role: "responder",
    zone: "Europe/Berlin",
    duties: ["on-call-dev", "backend-dev"],
  },
  {
    key: "marek",
    name: "Marek Lindqvist",
    role: "responder",
    zone: "Europe/Stockholm",
    duties: ["backend-dev"],
  },
  { key: "tomasz", name: "Tomasz Wrona", role: "responder", zone: "Europe/Warsaw", duties: ["tech-lead"] },
  { key: "jonas", name: "Jonas Weber", role: "responder", zone: "Europe/Berlin" },
  { key: "aiko", name: "Aiko Tanaka", role: "responder", zone: "Asia/Tokyo", duties: ["devops-lead"] },
  { key: "chen", name: "Chen Wei", role: "responder", zone: "Asia/Singapore", duties: ["dba"] },
  { key: "nadia", name: "Nadia Rahimi", role: "responder", zone: "Europe/London", duties: ["security-team"] },
  { key: "oluwa", name: "Oluwaseun Bello", role: "responder", zone: "Africa/Lagos", duties: ["devops"] },
  { key: "dario", name: "Dario Neri", role: "responder", zone: "Europe/Rome", duties: ["tech-lead"] },
  { key: "priya", name: "Priya Raman", role: "responder", zone: "Asia/Kolkata" },
  { key: "luis", name: "Luis Ortega", role: "responder", zone: "America/Mexico_City" },
  { key: "lea", name: "Léa Fournier", role: "manager", zone: "Europe/Paris" },
  { key: "samuel", name: "Samuel Okafor", role: "manager", zone: "Europe/London", duties: ["cto"] },
  { key: "greta", name: "Greta Holm", role: "admin", zone: "Europe/Copenhagen" },
  { key: "viktor", name: "Viktor Danev", role: "viewer", zone: "Europe/Sofia" },
];

export const TEAMS: DemoTeam[] = [
  {
    key: "payments",
    name: "Payments",
    about: "Checkout, ledger and receipts",
    zone: "Europe/Berlin",
    lead: "tomasz",
    deputy: "marek",
    members: ["ines", "jonas", "samuel"],
    services: [
      {
        name: "Checkout API",
        about: "Takes card and bank payments for every tenant",
        profile: "payments-saas",
      },
      { name: "Ledger database", about: "Books every payment once", profile: "payments-saas" },
      { name: "Receipt mailer", about: "Sends receipts and reminders", profile: "general" },
    ],
    checklists: [
      { key: "saas-morning-check", service: "Checkout API" },
      { key: "saas-weekly-maintenance", service: "Checkout API" },
      { key: "saas-monthly-maintenance", service: "Ledger database" },
    ],
  },
  {
    key: "platform",
    name: "Platform",
    about: "Cluster, sign-in and search",
    zone: "Europe/London",
    lead: "aiko",
    deputy: "chen",
    members: ["nadia", "oluwa"],
    services: [
      { name: "Auth gateway", about: "Signs people in", profile: "kubernetes" },
      { name: "Search index", about: "Finds students, invoices and files", profile: "kubernetes" },
      { name: "File vault", about: "Keeps uploads", profile: "kubernetes" },
    ],
    checklists: [
      { key: "cluster-weekly-security-updates", service: "Auth gateway" },
      { key: "cluster-security-checks", service: "Auth gateway" },
      { key: "platform-log-routine", service: "Search index" },
    ],
  },
  {
    key: "portal",
    name: "Portal",
    about: "What schools and alumni see",
    zone: "Asia/Kolkata",
    lead: "dario",
    deputy: "priya",
    members: ["luis"],
    services: [
      { name: "Tenant portal", about: "Where schools work all day", profile: "payments-saas" },
      { name: "Alumni site", about: "Small public site", profile: "supabase" },
    ],
    checklists: [
      { key: "basic-daily-check", service: "Alumni site" },
      { key: "basic-weekly-check", service: "Alumni site" },
    ],
  },
];

/** What goes wrong, by service: [title, cause, resolution]. */
export const TROUBLE: Record<string, ReadonlyArray<readonly [string, string, string]>> = {
  "Checkout API": [
    [
      "Card payments time out at checkout",
      "A release opened a second connection pool and used up the ledger's connections",
      "Rolled back and limited the pool",
    ],
    [
      "Webhook refused after key change",
      "The provider's signing key was rotated on one side only",
      "Deployed the new key, replayed the missed webhooks",
    ],
    [
      "Checkout answers 500 for one tenant",
      "A tenant row had no currency",
      "Filled the row, added a constraint",
    ],
    [
      "Bank redirects land on an empty page",
      "A content policy blocked the bank's script",
      "Allowed the bank's origin",
    ],
    ["Refund button does nothing", "The form posted to the old address", "Pointed it at the new route"],
  ],
  "Ledger database": [
    [
      "Ledger pool exhausted at noon",
      "A report held connections for minutes",
      "Moved the report to the replica",
    ],
    ["Slow month-end queries", "An index was missing after the migration", "Added the index"],
    ["Replica lags by two minutes", "A large import ran without batches", "Split the import"],
  ],
  "Receipt mailer": [
    [
      "Receipts not sent since 06:20",
      "The mail provider throttled us",
      "Asked for a higher limit, resent the queue",
    ],
    [
      "Receipt shows the wrong currency sign",
      "The template took the tenant's default",
      "Took the payment's currency",
    ],
  ],
  "Auth gateway": [
    [
      "Login page answers 503 for every tenant",
      "A certificate expired on one node",
      "Renewed it, added an expiry check",
    ],
    ["SMS codes arrive after 40 s", "The SMS vendor had a queue", "Switched to the second route"],
    ["Sessions end after five minutes", "A config change shortened the lifetime", "Restored the value"],
  ],
  "Search index": [
    ["Search takes 3 s with filters", "Filters were applied after the sort", "Moved them into the query"],
    [
      "New files are not found",
      "The indexer stopped after a node restart",
      "Restarted it, added a heartbeat",
    ],
  ],
  "File vault": [
    ["File preview slow for large scans", "Previews were made on each request", "Cached them"],
    ["Uploads above 50 MB fail", "The proxy's limit was lower than ours", "Raised the limit"],
  ],
  "Tenant portal": [
    ["Tenant export stops at 80 %", "The export ran out of memory", "Streamed the rows"],
    ["Long course names overflow the fee table", "No wrapping in the cell", "Wrapped the text"],
    ["Column header wraps in Tamil", "A fixed width", "Let the column grow"],
    ["Dark theme hides the help link", "A colour was fixed in the style", "Used the token"],
  ],
  "Alumni site": [
    ["Alumni site unreachable", "The managed database paused after a plan change", "Resumed it"],
    ["Add a copy button to tenant ids", "A wish from support", "Added it"],
    ["Sort order lost after export", "The export ignored the order", "Passed it on"],
  ],
};

export const DEMO_PASSWORD = "evenkeel demo password";
export const demoEmail = (key: string) => `${key}@demo.invalid`;
