"use client";

import Bookmark from "lucide-react/icons/bookmark";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { callApi } from "#components/shell/api.ts";
import { Menu, type MenuSection } from "#components/ui/menu.tsx";
import { onDemand } from "#components/ui/on-demand.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SavedViewDto } from "#lib/people/schema.ts";

const ViewName = onDemand(async () => (await import("./view-name.tsx")).ViewName);

type Props = {
  views: ReadonlyArray<SavedViewDto>;
  /** The filters that are set, as they stand in the address. */
  query: string;
};

/** My views of the list: go to one, keep what is set now, or take one away. */
export function ViewsMenu({ views, query }: Props) {
  const router = useRouter();
  const [naming, setNaming] = useState(false);
  const current = views.find((view) => view.query === query && query !== "");
  const sections: MenuSection[] = [
    ...(views.length > 0
      ? [
          {
            title: "My views",
            items: views.map((view) => ({
              id: `go ${view.name}`,
              label: view.name,
              href: `/incidents?${view.query}`,
              checked: view === current,
            })),
          },
        ]
      : []),
    {
      items: [
        { id: "keep", label: "Keep these filters", disabled: query === "" || current !== undefined },
        ...(current ? [{ id: "drop", label: `Remove “${current.name}”`, danger: true }] : []),
      ],
    },
  ];
  async function act(id: string) {
    if (id === "keep") setNaming(true);
    if (id !== "drop" || !current) return;
    await callApi("PUT", "/me/views", { place: "incidents", name: current.name, query: null }).catch(() =>
      toast({ title: "Not removed", detail: "The server did not answer.", tone: "crit" }),
    );
    router.refresh();
  }
  return (
    <>
      <Menu label="Views" icon={<Bookmark />} sections={sections} onAction={(id) => void act(id)}>
        {current?.name ?? "Views"}
      </Menu>
      {naming ? <ViewName query={query} onClose={() => setNaming(false)} /> : null}
    </>
  );
}
