import type { ReactNode } from "react";
import { PasswordGate } from "#components/auth/password-gate.tsx";

/** The password dialog that changes of figures may need. */
export default function ServicesLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <PasswordGate />
    </>
  );
}
