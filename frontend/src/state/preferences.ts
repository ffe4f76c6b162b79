import { create } from "zustand";
import { changeLanguage, LANGUAGES, type Language, languageFor } from "../i18n/languages";
import { readStored, removeStored, writeStored } from "./localStorage";

export type Theme = "system" | "light" | "dark";

function storedTheme(): Theme {
  const value = readStored("theme");
  return value === "light" || value === "dark" ? value : "system";
}

export const useTheme = create<{ theme: Theme; shown: "light" | "dark" }>(() => ({
  theme: storedTheme(),
  shown: resolve(storedTheme()),
}));

function resolve(theme: Theme): "light" | "dark" {
  if (theme !== "system") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function applyTheme(theme: Theme): void {
  const shown = resolve(theme);
  document.documentElement.dataset.theme = shown;
  useTheme.setState({ theme, shown });
}

export function setTheme(theme: Theme): void {
  if (theme === "system") removeStored("theme");
  else writeStored("theme", theme);
  applyTheme(theme);
}

const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

/** From the system's to light, to dark, and so on. */
export function cycleTheme(): void {
  setTheme(NEXT[useTheme.getState().theme]);
}

/** Follows the system for as long as no theme is chosen. */
export function initTheme(): void {
  applyTheme(storedTheme());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () =>
    applyTheme(useTheme.getState().theme),
  );
}

const LANGUAGE_KEY = "language";

/** What was chosen in this browser, else what the browser asks for. */
export function initialLanguage(): Language {
  const kept = readStored(LANGUAGE_KEY);
  return LANGUAGES.find((language) => language === kept) ?? languageFor(navigator.languages);
}

/** Speaks a language from now on, in this browser. */
export function setLanguage(language: Language): Promise<void> {
  writeStored(LANGUAGE_KEY, language);
  return changeLanguage(language);
}
