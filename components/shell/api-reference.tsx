import type { Reference, ReferenceField, ReferenceRoute } from "#lib/registry/reference.ts";

function Fields({ title, fields }: { title: string; fields: ReferenceField[] }) {
  if (fields.length === 0) return null;
  return (
    <p className="xs t2">
      <span className="m">{title}</span>{" "}
      {fields.map((field, index) => (
        <span key={field.name}>
          {index > 0 ? ", " : ""}
          <code className="mono">{field.name}</code>
          {field.required ? "" : "?"} <span className="t3">{field.type}</span>
        </span>
      ))}
    </p>
  );
}

function Route({ route }: { route: ReferenceRoute }) {
  return (
    <li className="api-route">
      <p>
        <code className="mono m">
          {route.method} {route.path}
        </code>
      </p>
      <p>
        {route.summary}.{" "}
        <span className="t3 xs">
          {route.open
            ? "No session needed."
            : route.scope
              ? `Session, or a token with ${route.scope}.`
              : "Session only."}
        </span>
      </p>
      <Fields title="Query:" fields={route.query} />
      <Fields title="Body:" fields={route.fields} />
    </li>
  );
}

/** The HTTP contract, readable. */
export function ApiReference({ reference }: { reference: Reference }) {
  return (
    <main className="page" id="main">
      <h1>The HTTP API</h1>
      <p className="t2">
        Base <code className="mono">/api/v1</code>, JSON, ISO 8601 instants, durations in seconds. The
        machine-readable document is at{" "}
        <a className="link" href="/api/v1/openapi.json">
          openapi.json
        </a>
        . Send an API token as <code className="mono">Authorization: Bearer …</code>; give every write an{" "}
        <code className="mono">Idempotency-Key</code> and it is safe to repeat.
      </p>
      {reference.groups.map((group) => (
        <section key={group.name} aria-label={group.name} className="panel api-group">
          <h2>{group.name}</h2>
          <ul>
            {group.routes.map((route) => (
              <Route key={`${route.method} ${route.path}`} route={route} />
            ))}
          </ul>
        </section>
      ))}
      <section className="panel api-group" aria-label="Error codes">
        <h2>Error codes</h2>
        <ul>
          {reference.codes.map(({ code, status }) => (
            <li key={code} id={code}>
              <code className="mono">{code}</code> <span className="t3">{status}</span>
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}
