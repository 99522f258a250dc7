"use client";

import { useTheme } from "@wrksz/themes/client/use-theme";

export const THEMES = [
  { id: "light", label: "Light" },
  { id: "dark", label: "Dark" },
  { id: "system", label: "Like the system" },
] as const;

export type ThemeChoice = (typeof THEMES)[number]["id"];

/** The chosen theme and how to change it; `flip` goes to the other of what is shown now. */
export function useThemeChoice() {
  const { theme, resolvedTheme, setTheme } = useTheme();
  return {
    theme: theme as ThemeChoice | undefined,
    choose: (next: ThemeChoice) => setTheme(next),
    flip: () => setTheme(resolvedTheme === "dark" ? "light" : "dark"),
  };
}
