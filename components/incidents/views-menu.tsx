"use client";

import Bookmark from "lucide-react/icons/bookmark";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormDialog } from "#components/auth/form-dialog.tsx";
import { callApi } from "#components/shell/api.ts";
import { TextInput } from "#components/ui/inputs.tsx";
import { Menu, type MenuSection } from "#components/ui/menu.tsx";
import { toast } from "#components/ui/toast.ts";
import type { SavedViewDto } from "#lib/people/schema.ts";

type Props = {
  views: ReadonlyArray<SavedViewDto>;
  /** The filters that are set, as they stand in the address. */
  query: string;
};

const keep = (name: string, query: string | null, idempotencyKey?: string) =>
  callApi("PUT", "/me/views", { place: "incidents", name, query }, idempotencyKey ? { idempotencyKey } : {});

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
    await keep(current.name, null).catch(() =>
      toast({ title: "Not removed", detail: "The server did not answer.", tone: "crit" }),
    );
    router.refresh();
  }
  return (
    <>
      <Menu label="Views" icon={<Bookmark />} sections={sections} onAction={(id) => void act(id)}>
        {current?.name ?? "Views"}
      </Menu>
      <FormDialog
        open={naming}
        onClose={() => setNaming(false)}
        title="Keep these filters"
        verb="Keep"
        busyLabel="Keeping"
        fields={["name"]}
        onSend={({ text, idempotencyKey }) => keep(text.name ?? "", query, idempotencyKey)}
      >
        {(at) => (
          <TextInput
            label="Name"
            name="name"
            required
            maxLength={60}
            error={at("name")}
            hint="Only you see it."
          />
        )}
      </FormDialog>
    </>
  );
}
