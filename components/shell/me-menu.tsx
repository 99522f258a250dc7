"use client";

import Keyboard from "lucide-react/icons/keyboard";
import LogOut from "lucide-react/icons/log-out";
import UserRound from "lucide-react/icons/user-round";
import { openShortcutSheet } from "#components/shell/overlay-store.ts";
import { LINKS } from "#components/shell/places.ts";
import type { ShellMe } from "#components/shell/shell-data.ts";
import { THEMES, type ThemeChoice, useThemeChoice } from "#components/shell/use-theme-choice.ts";
import { Avatar } from "#components/ui/marks.tsx";
import { Menu } from "#components/ui/menu.tsx";

/** Me at the foot of the rail: profile, theme, shortcuts, sign out. */
export function MeMenu({ me }: { me: ShellMe }) {
  const { theme, choose } = useThemeChoice();
  return (
    <Menu
      label="Your menu"
      plain
      className="mebtn"
      placement="top start"
      onAction={(id) => {
        if (id === "shortcuts") openShortcutSheet();
        const chosen = THEMES.find((entry) => `theme-${entry.id}` === id);
        if (chosen) choose(chosen.id as ThemeChoice);
      }}
      sections={[
        { items: [{ id: "profile", label: "Your profile", icon: <UserRound />, href: LINKS.profile }] },
        {
          title: "Theme",
          items: THEMES.map((entry) => ({
            id: `theme-${entry.id}`,
            label: entry.label,
            checked: theme === entry.id,
          })),
        },
        {
          items: [
            { id: "shortcuts", label: "Keyboard shortcuts", icon: <Keyboard />, keys: "?" },
            { id: "sign-out", label: "Sign out", icon: <LogOut />, href: LINKS.signOut },
          ],
        },
      ]}
    >
      <Avatar name={me.name} me />
      <span className="who trunc">
        <span className="m">{me.name}</span>
        <br />
        <span className="xs t3">{me.subtitle}</span>
      </span>
    </Menu>
  );
}
