"use client";

import { ROLE_DUTY, ROLE_WORD } from "#components/incidents/words.ts";
import { RelativeTime } from "#components/ui/time.tsx";
import { ROLES } from "#lib/incidents/model.ts";
import type { RoleDto } from "#lib/incidents/schema/people.ts";

/** Folded under the roles: what each one does, and who held which from when to when. */
export function RoleHistory({ roles }: { roles: ReadonlyArray<RoleDto> }) {
  return (
    <details className="px-3.5 pb-2.5 xs">
      <summary className="t2 min-h-6">What each role does, and who held it</summary>
      <dl className="grid gap-1 pt-1.5">
        {ROLES.map((role) => (
          <div key={role}>
            <dt className="m">{ROLE_WORD[role]}</dt>
            <dd className="t2">
              {ROLE_DUTY[role]}
              <ul>
                {roles
                  .filter((one) => one.role === role)
                  .map((one) => (
                    <li key={`${one.user.id} ${one.from}`} className="t1">
                      {one.user.name}, <RelativeTime iso={one.from} show="moment" /> to{" "}
                      {one.until ? <RelativeTime iso={one.until} show="moment" /> : "now"}
                    </li>
                  ))}
              </ul>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
