"use client";

import { useSearchParams } from "next/navigation";
import { useCallback } from "react";

/**
 * One of a few choices that stands in the address and asks the server nothing; the preset one leaves no trace there.
 * For a single choice on a page that must stay light; several that go together are nuqs' work.
 */
export function useUrlChoice<C extends string>(
  name: string,
  choices: readonly C[],
  preset: C,
): [C, (next: string) => void] {
  const asked = useSearchParams().get(name);
  const choose = useCallback(
    (next: string) => {
      const url = new URL(location.href);
      if (next === preset) url.searchParams.delete(name);
      else url.searchParams.set(name, next);
      history.replaceState(null, "", url);
    },
    [name, preset],
  );
  return [choices.find((one) => one === asked) ?? preset, choose];
}
