import { i18n } from "../i18n/index";
import type { Language } from "../i18n/languages";

const texts = import.meta.glob<Record<string, unknown>>("../i18n/*/{predict,predictionPage}.json", {
  eager: true,
  import: "default",
});

/** The texts of the page in every language: it cannot fetch any. */
export function addTexts(): void {
  for (const [path, found] of Object.entries(texts)) {
    const [, language = "", namespace = ""] = /\/([\w-]+)\/(\w+)\.json$/.exec(path) ?? [];
    i18n.addResourceBundle(language, namespace, found);
  }
}

export function speak(language: Language): void {
  document.documentElement.lang = language;
  void i18n.changeLanguage(language);
}
