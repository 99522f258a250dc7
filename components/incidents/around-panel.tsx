"use client";

import ExternalLink from "lucide-react/icons/external-link";
import Store from "lucide-react/icons/store";
import { Panel } from "#components/ui/panel.tsx";
import type { AroundDto } from "#lib/incidents/schema/links.ts";

/** Dashboards and vendors of the service: what one opens first. */
export function AroundPanel({ around }: { around: AroundDto }) {
  const { links, vendors } = around;
  if (links.length === 0 && vendors.length === 0) return null;
  return (
    <Panel title="Look here" tight>
      <ul className="lk">
        {links.map((link) => (
          <li key={`${link.title} ${link.url}`}>
            <ExternalLink />
            <Out href={link.url} words={link.title} />
          </li>
        ))}
        {vendors.map((vendor) => {
          const href = vendor.statusPage ?? vendor.dashboard;
          return (
            <li key={vendor.key}>
              <Store />
              {href ? (
                <Out href={href} words={vendor.name} />
              ) : (
                <span className="m trunc grow">{vendor.name}</span>
              )}
              <span className={`xs nw ${vendor.status === "failing" ? "crit" : "t3"}`}>
                {vendor.status === "failing" ? "failing" : vendor.statusPage ? "status" : "dashboard"}
              </span>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}

function Out({ href, words }: { href: string; words: string }) {
  return (
    <a className="m trunc grow" href={href} title={words} target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
