"use client";

import Printer from "lucide-react/icons/printer";
import { Button } from "#components/ui/button.tsx";

/** The page as it stands, on paper. */
export function PrintButton() {
  return (
    <Button variant="quiet" className="noprint desk" icon={<Printer />} onClick={() => print()}>
      Print
    </Button>
  );
}
