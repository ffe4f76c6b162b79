import { LANGUAGES, type Language, languageFor, speak } from "../i18n/languages";
import { readKept, writeKept } from "./localStorage";

const KEY = "language";

/** What was chosen in this browser, else what the browser asks for. */
export function startLanguage(): Language {
  const kept = readKept(KEY);
  return LANGUAGES.find((language) => language === kept) ?? languageFor(navigator.languages);
}

/** Speaks a language from now on, in this browser. */
export function chooseLanguage(language: Language): Promise<void> {
  writeKept(KEY, language);
  return speak(language);
}
