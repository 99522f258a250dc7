// Shows what this browser kept of the portal, with its age. Reads what components/shell/kept.ts and unsent.ts write.
const DAY_MS = 86_400_000;
const KEPT_FOR_MS = 3 * DAY_MS;

function read(database, store, work) {
  return new Promise((resolve) => {
    const asked = indexedDB.open(database);
    asked.onupgradeneeded = () => asked.result.createObjectStore(store);
    asked.onerror = () => resolve(null);
    asked.onsuccess = () => {
      const found = work(asked.result.transaction(store, "readwrite").objectStore(store));
      found.onsuccess = () => resolve(found.result);
      found.onerror = () => resolve(null);
    };
  });
}

function element(name, text, more = {}) {
  const made = Object.assign(document.createElement(name), more);
  if (text !== undefined) made.textContent = text;
  return made;
}

const two = (number) => String(number).padStart(2, "0");
function moment(iso, zone) {
  const options = {
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
    timeZone: zone,
    timeZoneName: "short",
  };
  return new Date(iso).toLocaleString("en-GB", options);
}
function ago(milliseconds) {
  const minutes = Math.max(0, Math.round(milliseconds / 60_000));
  if (minutes < 1) return "less than a minute ago";
  if (minutes < 60) return `${minutes} min ago`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min ago`;
}

function fill(id, items, draw, nothing) {
  const list = document.getElementById(id);
  list.replaceChildren(...items.map(draw));
  if (items.length === 0)
    list.append(element(list.tagName === "UL" ? "li" : "p", nothing, { className: "quiet" }));
}

function line(strong, ...rest) {
  const made = element("li");
  made.append(element("b", strong), ...rest);
  return made;
}
const quiet = (text) => element("span", text);
function ring(phone) {
  return element("a", `Ring ${phone}`, { className: "tel", href: `tel:${phone.replace(/[^\d+]/g, "")}` });
}

function runbook({ title, parts }) {
  const made = element("details");
  made.append(element("summary", title));
  for (const part of parts) {
    const list = element("ul");
    list.append(...part.lines.map((text) => element("li", text)));
    made.append(element("h3", part.head), list);
  }
  return made;
}

function showSeen({ savedAt, seen }) {
  const { zone } = seen.person;
  const age = () => {
    document.getElementById("age").textContent =
      `As ${seen.person.name} saw it ${ago(Date.now() - savedAt)} (${moment(seen.at, zone)}). It may have changed since.`;
  };
  age();
  setInterval(age, 30_000);
  fill(
    "oncall",
    seen.onCall.flatMap((team) => team.people.map((person) => ({ ...person, team: team.team }))),
    (one) =>
      line(
        one.name,
        quiet(`holds the pager of ${one.team}`),
        one.phone ? ring(one.phone) : quiet("no number known"),
      ),
    "Nobody is known to hold a pager.",
  );
  fill(
    "next",
    seen.onCall.flatMap((team) => (team.next ?? []).map((one) => ({ ...one, team: team.team }))),
    (one) => line(`${moment(one.at, zone)}: ${one.name ?? "nobody"}`, quiet(`${one.team}, ${one.line}`)),
    "No change was planned.",
  );
  fill(
    "incidents",
    seen.incidents,
    (one) =>
      line(
        `${one.severity} INC-${one.number} ${one.title}`,
        quiet(
          `${one.service} · ${one.status}${one.owner ? ` · ${one.owner}` : " · nobody yet"} · since ${moment(one.openedAt, zone)}`,
        ),
      ),
    "None was open.",
  );
  fill(
    "runs",
    seen.runs,
    (one) =>
      line(
        one.title,
        quiet(
          `${one.service} · ${one.itemsDone} of ${one.itemsTotal}${one.dueAt ? ` · due ${moment(one.dueAt, zone)}` : ""}`,
        ),
      ),
    "None was due.",
  );
  fill("runbooks", seen.runbooks, runbook, "None was kept.");
  fill(
    "contacts",
    seen.contacts,
    (one) =>
      line(
        one.name,
        element("a", one.email, { href: `mailto:${one.email}` }),
        one.phone ? ring(one.phone) : quiet("no number known"),
      ),
    "None was kept.",
  );
  document.getElementById("seen").hidden = false;
}

async function showWaiting(author) {
  const all = (await read("evenkeel-unsent", "unsent", (store) => store.getAll())) ?? [];
  const mine = all.filter((one) => one.author === author).sort((a, b) => a.at.localeCompare(b.at));
  const box = document.getElementById("waiting");
  box.hidden = mine.length === 0;
  box
    .querySelector("ul")
    .replaceChildren(
      ...mine.map((one) => line(one.says, quiet(`given ${moment(one.at)}`), quiet(one.problem ?? "waiting"))),
    );
}

async function isBack() {
  const answer = await fetch("/api/health", { cache: "no-store" }).catch(() => null);
  return answer?.ok ?? false;
}

async function ask() {
  if (await isBack()) location.reload();
}

async function start() {
  document.getElementById("again").addEventListener("click", () => location.reload());
  setInterval(() => void ask(), 3000);
  window.addEventListener("online", () => void ask());
  let kept = await read("evenkeel-kept", "kept", (store) => store.get("seen"));
  if (kept && Date.now() - kept.savedAt > KEPT_FOR_MS) {
    await read("evenkeel-kept", "kept", (store) => store.clear());
    kept = null;
  }
  if (!kept) {
    document.getElementById("empty").hidden = false;
    return;
  }
  showSeen(kept);
  await showWaiting(kept.seen.person.id);
}

void start();
