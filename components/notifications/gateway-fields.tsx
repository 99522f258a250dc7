import { Select, TextArea, TextInput } from "#components/ui/inputs.tsx";
import type { GatewayDto } from "#lib/notifications/schema.ts";

const KINDS = [
  { value: "sms", label: "Texts" },
  { value: "voice", label: "Calls" },
];
const METHODS = ["POST", "PUT", "GET"].map((value) => ({ value, label: value }));

/** The template of a gateway's request; the key it needs stands in a header. */
export function GatewayFields({ at, kept }: { at: (path: string) => string | undefined; kept?: GatewayDto }) {
  const keep = kept ? { hint: "Leave it empty to keep what is there." } : {};
  return (
    <>
      <div className="grid grid-cols-[minmax(0,1fr)_140px] gap-3 max-sm:grid-cols-1">
        <TextInput
          label="Name"
          name="name"
          defaultValue={kept?.name}
          placeholder="Our text provider"
          autoFocus
          required
          error={at("name")}
        />
        <Select
          label="It"
          name="kind"
          options={KINDS}
          defaultValue={kept?.kind ?? "sms"}
          error={at("kind")}
        />
      </div>
      <div className="grid grid-cols-[110px_minmax(0,1fr)] gap-3 max-sm:grid-cols-1">
        <Select
          label="Method"
          name="method"
          options={METHODS}
          defaultValue={kept?.method ?? "POST"}
          error={at("method")}
        />
        <TextInput
          label="Address"
          name="url"
          className="mono"
          placeholder={kept ? `${kept.url} stays` : "https://api.example.org/v1/messages"}
          autoComplete="off"
          required={!kept}
          error={at("url")}
          {...keep}
        />
      </div>
      <TextArea
        label="Headers"
        note="one a line"
        name="headers"
        rows={2}
        className="mono"
        spellCheck={false}
        placeholder={"Authorization: Bearer your-key\nContent-Type: application/json"}
        error={at("headers")}
        {...keep}
      />
      <TextArea
        label="Body"
        name="body"
        rows={4}
        className="mono"
        spellCheck={false}
        defaultValue={kept?.body}
        placeholder={'{"to": "{{phone}}", "text": "{{text}}"}'}
        hint="{{phone}} and {{text}} are filled in, also {{severity}} and {{number}}; in JSON and forms they are escaped."
        error={at("body")}
      />
    </>
  );
}
