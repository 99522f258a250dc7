"use client";

import Search from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import { type FormEvent, type ReactNode, useEffect, useRef, useTransition } from "react";
import { Anchor } from "#components/ui/anchor.tsx";
import { Checkbox } from "#components/ui/choices.tsx";
import { type Option, type OptionGroup, Select, TextInput } from "#components/ui/inputs.tsx";

export type FilterBarProps = {
  /** The page's own path: "/incidents". */
  action: string;
  /** What it filters, for screen readers: "Incidents". */
  label: string;
  search?: { name: string; value: string; placeholder: string } | undefined;
  selects?:
    | ReadonlyArray<{
        name: string;
        label: string;
        /** The choice that filters nothing: "Any severity". */
        any: string;
        value: string;
        options: ReadonlyArray<Option | OptionGroup>;
      }>
    | undefined;
  toggles?: ReadonlyArray<{ name: string; label: string; value?: string; checked: boolean }> | undefined;
  /** Parameters to carry along that have no control here: sort, view. The cursor is dropped on purpose. */
  keep?: Readonly<Record<string, string | undefined>> | undefined;
  /** At the right: saved views, export. */
  children?: ReactNode;
};

/** The URL that a filter form stands for: empty values are left out. */
export function filterUrl(action: string, entries: Iterable<[string, string]>): string {
  const query = new URLSearchParams();
  for (const [name, value] of entries) if (value !== "") query.append(name, value);
  const text = query.toString();
  return text ? `${action}?${text}` : action;
}

/** Filters whose whole state is the URL: a GET form that also works before its script has loaded. */
export function FilterBar(props: FilterBarProps) {
  const { action, label, search, selects = [], toggles = [], keep = {}, children } = props;
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, startTransition] = useTransition();
  const anySet = Boolean(search?.value) || selects.some((s) => s.value) || toggles.some((t) => t.checked);

  // Back, forward and "Clear" change the URL from outside: the controls follow, without losing the focus.
  useEffect(() => {
    if (!pending) follow(form.current, { search, selects, toggles });
  });

  function go() {
    clearTimeout(timer.current);
    if (!form.current) return;
    const data = [...new FormData(form.current)].filter(
      (entry): entry is [string, string] => typeof entry[1] === "string",
    );
    startTransition(() => router.replace(filterUrl(action, data), { scroll: false }));
  }
  function soon() {
    clearTimeout(timer.current);
    timer.current = setTimeout(go, 250);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    go();
  }

  return (
    <search aria-label={label}>
      <form ref={form} action={action} className="filters" onSubmit={submit} aria-busy={pending}>
        {search ? (
          <TextInput
            label="Search"
            hideLabel
            type="search"
            name={search.name}
            defaultValue={search.value}
            placeholder={search.placeholder}
            lead={<Search className="s" />}
            className="find"
            onInput={soon}
          />
        ) : null}
        {selects.map((select) => (
          <Select
            key={select.name}
            label={select.label}
            hideLabel
            name={select.name}
            defaultValue={select.value}
            placeholder={select.any}
            options={select.options}
            className={select.value ? "set" : undefined}
            onChange={go}
          />
        ))}
        {toggles.map((toggle) => (
          <Checkbox
            key={toggle.name}
            label={toggle.label}
            name={toggle.name}
            value={toggle.value ?? "1"}
            defaultChecked={toggle.checked}
            onChange={go}
          />
        ))}
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {anySet ? (
          <Anchor className="btn quiet" href={filterUrl(action, kept(keep))} scroll={false}>
            Clear
          </Anchor>
        ) : null}
        <noscript>
          <button type="submit" className="btn">
            Apply
          </button>
        </noscript>
        {children ? <span className="end row">{children}</span> : null}
      </form>
    </search>
  );
}

type Shown = Pick<FilterBarProps, "search" | "selects" | "toggles">;

function follow(form: HTMLFormElement | null, { search, selects = [], toggles = [] }: Shown) {
  for (const control of form?.elements ?? []) {
    if (control instanceof HTMLSelectElement) {
      const wanted = selects.find((entry) => entry.name === control.name);
      if (wanted) control.value = wanted.value;
    } else if (control instanceof HTMLInputElement && control.type === "checkbox") {
      const wanted = toggles.find((entry) => entry.name === control.name);
      if (wanted) control.checked = wanted.checked;
    } else if (control instanceof HTMLInputElement && control.name === search?.name) {
      // What is being typed is newer than the URL.
      if (control !== document.activeElement) control.value = search.value;
    }
  }
}

function kept(keep: Readonly<Record<string, string | undefined>>): Array<[string, string]> {
  return Object.entries(keep).map(([name, value]) => [name, value ?? ""]);
}
