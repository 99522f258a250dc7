"use client";

import { useSend } from "#components/auth/use-send.ts";
import { callApi } from "#components/shell/api.ts";
import { setSingleKeys, useSingleKeys } from "#components/shell/single-keys.ts";
import { THEMES, type ThemeChoice, useThemeChoice } from "#components/shell/use-theme-choice.ts";
import { Checkbox, RadioGroup } from "#components/ui/choices.tsx";
import { FieldError } from "#components/ui/field.tsx";
import type { MeDto } from "#lib/people/schema.ts";

type Kept = MeDto["preferences"];

/** Theme and shortcuts: at once in this browser, and kept: another one starts with them at sign-in. */
export function PreferencesForm({ kept }: { kept: Kept }) {
  const { theme, choose } = useThemeChoice();
  const singleKeys = useSingleKeys();
  const sending = useSend();

  const keep = (change: Partial<Kept>) => void sending.send(() => callApi("PUT", "/me/preferences", change));

  return (
    <div className="grid gap-3.5">
      <RadioGroup
        legend="Theme"
        name="theme"
        className="row"
        value={theme ?? kept.theme}
        onChange={(next) => {
          choose(next as ThemeChoice);
          keep({ theme: next as ThemeChoice });
        }}
        options={THEMES.map((one) => ({ value: one.id, label: one.label }))}
      />
      <Checkbox
        label="Single-letter shortcuts"
        hint="Letters act without Ctrl or ⌘. Switch them off if you dictate or use a screen reader."
        checked={singleKeys}
        onChange={(event) => {
          setSingleKeys(event.target.checked);
          keep({ singleKeys: event.target.checked });
        }}
      />
      <div role="alert" className="field empty:hidden">
        <FieldError>{sending.rest()}</FieldError>
      </div>
    </div>
  );
}
