"use client";

import Search from "lucide-react/icons/search";
import Siren from "lucide-react/icons/siren";
import X from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from "react-aria-components";
import type { PaletteCommand, PaletteProps } from "#components/shell/palette-host.tsx";
import { grouped, highlight, matches } from "#components/shell/palette-match.ts";
import { BACK_ROOMS, LINKS, PLACES } from "#components/shell/places.ts";
import { Kbd } from "#components/ui/kbd.tsx";

const OWN: ReadonlyArray<PaletteCommand> = [
  {
    id: "declare",
    label: "Declare incident",
    group: "Actions",
    icon: <Siren />,
    words: "open new outage down",
    keys: "C",
    href: LINKS.declare,
  },
  ...[...PLACES, ...BACK_ROOMS].map((place) => {
    const Icon = place.icon;
    const keys = `G ${place.jump.toUpperCase()}`;
    return { id: place.href, label: place.label, group: "Go to", icon: <Icon />, keys, href: place.href };
  }),
];

/** Results of the asynchronous search for the query; the newest question wins. */
function useResults(query: string, search: PaletteProps["search"]) {
  const [found, setFound] = useState<ReadonlyArray<PaletteCommand>>([]);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (!search || query.trim().length < 2) {
      setFound([]);
      setBusy(false);
      return;
    }
    const asked = new AbortController();
    setBusy(true);
    const timer = setTimeout(async () => {
      try {
        const results = await search(query.trim(), asked.signal);
        if (!asked.signal.aborted) setFound(results);
      } catch {
        if (!asked.signal.aborted) setFound([]);
      }
      if (!asked.signal.aborted) setBusy(false);
    }, 120);
    return () => {
      clearTimeout(timer);
      asked.abort();
    };
  }, [query, search]);
  return { found, busy };
}

/** The command palette: type to find a verb, a place or a thing; arrows and Enter to run it. */
export function Palette({ commands = [], search, onClose }: PaletteProps & { onClose: () => void }) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, busy } = useResults(query, search);
  const known = [...commands, ...OWN].filter((command) => !query.trim() || matches(command, query));
  const shown = [...known, ...found];

  function act(id: string) {
    const command = shown.find((entry) => entry.id === id);
    onClose();
    if (command?.run) command.run();
    else if (command?.href) router.push(command.href);
  }

  return (
    <ModalOverlay className="pal-back" isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
      <Modal className="pal">
        <Dialog aria-label="Search or run" className="outline-none">
          <Autocomplete inputValue={query} onInputChange={setQuery}>
            <SearchField aria-label="Search or run" autoFocus className="pin">
              <Search />
              <Input placeholder="Search or run" />
              <button type="button" className="palx" aria-label="Close" onClick={onClose}>
                <span className="desk">
                  <Kbd>esc</Kbd>
                </span>
                <span className="phone">
                  <X />
                </span>
              </button>
            </SearchField>
            <Menu
              className="list"
              aria-label="Results"
              onAction={(key) => act(String(key))}
              renderEmptyState={() => <p className="none">{busy ? "Searching" : "Nothing found"}</p>}
            >
              {grouped(shown).map(([group, entries]) => (
                <MenuSection key={group}>
                  <Header>{group}</Header>
                  {entries.map((entry) => (
                    <Row key={entry.id} entry={entry} query={query} />
                  ))}
                </MenuSection>
              ))}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Row({ entry, query }: { entry: PaletteCommand; query: string }) {
  return (
    <MenuItem id={entry.id} textValue={entry.label}>
      {entry.icon}
      <span className="grow trunc">
        {highlight(entry.label, query).map((piece, index) =>
          piece.hit ? <mark key={index}>{piece.text}</mark> : <span key={index}>{piece.text}</span>,
        )}
      </span>
      {entry.hint ? <span className="t3 xs">{entry.hint}</span> : null}
      {entry.keys ? (
        <span className="desk">
          <Kbd>{entry.keys}</Kbd>
        </span>
      ) : null}
    </MenuItem>
  );
}
