"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { kpiUrl, type Place } from "#components/kpis/address.ts";
import { Anchor } from "#components/ui/anchor.tsx";
import { Button } from "#components/ui/button.tsx";
import { TextInput } from "#components/ui/inputs.tsx";
import { useZone } from "#components/ui/time-context.tsx";
import { fromWall, toWall, zoneWords } from "#components/ui/wall-time.ts";

/** The number as it was known at an instant of the viewer's zone: the answer lives in the address. */
export function RecomputeForm(props: { place: Place; asOf: string; recomputed: boolean }) {
  const { place, asOf, recomputed } = props;
  const router = useRouter();
  const zone = useZone();
  const [problem, setProblem] = useState<string>();
  function recompute(wall: string) {
    const instant = fromWall(wall, zone);
    if (!instant) return setProblem("Give a date and a time.");
    if (Date.parse(instant) > Date.now()) return setProblem("This lies in the future.");
    setProblem(undefined);
    router.push(kpiUrl(place, { asOf: instant }), { scroll: false });
  }
  return (
    <form
      className="grid gap-1.5"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        recompute(String(new FormData(event.currentTarget).get("asOf") ?? ""));
      }}
    >
      <div className="flex flex-wrap items-end gap-2">
        <TextInput
          key={asOf}
          label="Recompute as of"
          note={zoneWords(zone)}
          type="datetime-local"
          name="asOf"
          defaultValue={toWall(asOf, zone)}
          error={problem}
          fieldClassName="flex-1 basis-44"
        />
        <Button type="submit">Recompute</Button>
      </div>
      {recomputed ? (
        <p className="xs t2">
          As it was known then.{" "}
          <Anchor className="link" href={kpiUrl(place, { asOf: null })} scroll={false}>
            Back to now
          </Anchor>
        </p>
      ) : null}
    </form>
  );
}
