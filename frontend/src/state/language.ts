import { changeLanguage, LANGUAGES, type Language, languageFor } from "../i18n/languages";
import { readStored, writeStored } from "./localStorage";

const STORAGE_KEY = "language";

/** What was chosen in this browser, else what the browser asks for. */
export function initialLanguage(): Language {
  const kept = readStored(STORAGE_KEY);
  return LANGUAGES.find((language) => language === kept) ?? languageFor(navigator.languages);
}

/** Speaks a language from now on, in this browser. */
export function setLanguage(language: Language): Promise<void> {
  writeStored(STORAGE_KEY, language);
  return changeLanguage(language);
}
