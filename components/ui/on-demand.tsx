"use client";

import { type ComponentType, useEffect, useState } from "react";
import { toast } from "./toast.ts";

/** While a part cannot be loaded it is tried again after so long, in milliseconds. */
const AGAIN_MS = 3000;

/**
 * A part of a screen whose code comes when it is first shown: a dialog, a menu, a chart. While the portal is away it
 * says so and comes once it answers; the screen around it stays (`React.lazy` would throw, and never try again).
 * @param load fetches the part
 */
export function onDemand<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let Loaded: ComponentType<Props> | null = null;
  return function OnDemand(props: Props) {
    const [Part, setPart] = useState<ComponentType<Props> | null>(() => Loaded);
    useEffect(() => {
      if (Loaded) {
        setPart(() => Loaded);
        return;
      }
      let left = false;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let said = false;
      const fetchIt = () =>
        load().then(
          (part) => {
            Loaded = part;
            if (!left) setPart(() => part);
          },
          () => {
            if (left) return;
            if (!said) toast({ title: "The portal does not answer. This opens once it does.", tone: "info" });
            said = true;
            timer = setTimeout(fetchIt, AGAIN_MS);
          },
        );
      void fetchIt();
      return () => {
        left = true;
        clearTimeout(timer);
      };
    }, []);
    return Part ? <Part {...props} /> : null;
  };
}
