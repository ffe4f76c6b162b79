import { create } from "zustand";
import { dropKept, readKept, writeKept } from "./localStorage";

export type Theme = "system" | "light" | "dark";

function kept(): Theme {
  const value = readKept("theme");
  return value === "light" || value === "dark" ? value : "system";
}

export const useTheme = create<{ theme: Theme; shown: "light" | "dark" }>(() => ({
  theme: kept(),
  shown: resolve(kept()),
}));

function resolve(theme: Theme): "light" | "dark" {
  if (theme !== "system") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function show(theme: Theme): void {
  const shown = resolve(theme);
  document.documentElement.dataset.theme = shown;
  useTheme.setState({ theme, shown });
}

export function chooseTheme(theme: Theme): void {
  if (theme === "system") dropKept("theme");
  else writeKept("theme", theme);
  show(theme);
}

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

/** From the system's to light, to dark, and so on. */
export function turnTheme(): void {
  chooseTheme(NEXT[useTheme.getState().theme]);
}

/** Follows the system for as long as no theme is chosen. */
export function followSystem(): void {
  show(kept());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    show(useTheme.getState().theme),
  );
}
