import type { ReactNode } from "react";

/** A key cap. `ink` draws it in the colour of the button it stands on. */
export function Kbd({ children, ink = false }: { children: ReactNode; ink?: boolean | undefined }) {
  return <kbd className={ink ? "kbd ink desk" : "kbd"}>{children}</kbd>;
}
