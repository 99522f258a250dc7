"use client";

import ExternalLink from "lucide-react/icons/external-link";
import { useRouter } from "next/navigation";
import { FormDialogButton } from "#components/auth/form-dialog-button.tsx";
import { useSend } from "#components/auth/use-send.ts";
import { VENDOR_STATUS } from "#components/services/words.ts";
import { callApi } from "#components/shell/api.ts";
import { Select, TextInput } from "#components/ui/inputs.tsx";
import { ListRow, Panel, RowTitle } from "#components/ui/panel.tsx";
import { StateWord } from "#components/ui/state-glyph.tsx";
import { toast } from "#components/ui/toast.ts";
import type { VendorDto } from "#lib/services/schema.ts";

/** Outside services and tools, with how they are as people last said. */
export function VendorsPanel({ vendors }: { vendors: VendorDto[] }) {
  if (vendors.length === 0) return null;
  return (
    <Panel title="Vendors and tools" count={vendors.length} footer="As people or checklists last said.">
      <ul>
        {vendors.map((vendor) => (
          <Row key={vendor.key} vendor={vendor} />
        ))}
      </ul>
    </Panel>
  );
}

function Row({ vendor }: { vendor: VendorDto }) {
  const { word, state } = VENDOR_STATUS[vendor.status];
  return (
    <ListRow two columns="minmax(0,1fr) 104px 310px" phoneColumns="minmax(0,1fr) auto">
      <RowTitle title={vendor.name} sub={<span className="trunc">{vendor.purpose}</span>} />
      <StateWord state={state} quiet={state !== "crit"}>
        {word}
      </StateWord>
      <span className="row justify-end max-sm:col-span-full max-sm:justify-start">
        <Outside href={vendor.dashboard} words="Dashboard" name={vendor.name} />
        <Outside href={vendor.statusPage} words="Status" name={vendor.name} />
        {vendor.abilities.edit ? <EditVendor vendor={vendor} /> : null}
      </span>
    </ListRow>
  );
}

function Outside({ href, words, name }: { href: string | null; words: string; name: string }) {
  if (!href) return null;
  return (
    <a
      className="btn quiet sm"
      href={href}
      target="_blank"
      rel="noreferrer"
      aria-label={`${words} of ${name}`}
    >
      {words}
      <ExternalLink className="s" />
    </a>
  );
}

function EditVendor({ vendor }: { vendor: VendorDto }) {
  const router = useRouter();
  const sending = useSend();
  const failing = vendor.status === "failing";

  async function flip() {
    const status = failing ? "working" : "failing";
    const body = { status, version: vendor.version };
    const done = await sending.send(() =>
      callApi("PATCH", `/vendors/${encodeURIComponent(vendor.key)}`, body),
    );
    router.refresh();
    if (done) toast({ title: `${vendor.name}: ${status}`, tone: "ok" });
    else toast({ title: "Not saved", detail: "What it is now is shown.", tone: "info" });
  }

  return (
    <>
      <button type="button" className="btn soft sm" onClick={() => void flip()} disabled={sending.busy}>
        {failing ? "Works again" : "Is failing"}
      </button>
      <FormDialogButton
        trigger={{ variant: "quiet", size: "sm", children: "Edit", "aria-label": `Edit ${vendor.name}` }}
        title={vendor.name}
        verb="Save"
        busyLabel="Saving"
        fields={["status", "dashboard", "statusPage"]}
        done="Saved"
        onSend={({ text, idempotencyKey }) =>
          callApi(
            "PATCH",
            `/vendors/${encodeURIComponent(vendor.key)}`,
            { ...text, version: vendor.version },
            { idempotencyKey },
          )
        }
      >
        {(at) => (
          <>
            <Select
              label="Is"
              name="status"
              defaultValue={vendor.status}
              options={Object.entries(VENDOR_STATUS).map(([value, one]) => ({ value, label: one.word }))}
              error={at("status")}
            />
            <TextInput
              label="Dashboard"
              name="dashboard"
              type="url"
              placeholder="https://"
              defaultValue={vendor.dashboard ?? ""}
              error={at("dashboard")}
            />
            <TextInput
              label="Status page"
              name="statusPage"
              type="url"
              placeholder="https://"
              defaultValue={vendor.statusPage ?? ""}
              error={at("statusPage")}
            />
          </>
        )}
      </FormDialogButton>
    </>
  );
}
