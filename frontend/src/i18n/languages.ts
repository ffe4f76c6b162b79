import { i18n } from "./index";
import { tellBy } from "./sentence";

export const LANGUAGES = ["en", "zh-CN", "zh-TW", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, as whoever reads it looks for it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  ko: "한국어",
};

type Texts = Record<string, unknown>;

/** English is part of the page; of the others only the chosen one is fetched. */
const catalogues = import.meta.glob<Texts>(["./*/*.json", "!./en/*.json"], { import: "default" });

/** The first of the wished languages that the page speaks: Chinese by its script or, where only a place is named, by that. */
export function languageFor(wished: readonly string[]): Language {
  for (const wish of wished) {
    const tag = wish.toLowerCase();
    const base = tag.split("-")[0];
    if (base === "zh") {
      const traditional = tag.includes("hant") || (!tag.includes("hans") && /-(tw|hk|mo)\b/.test(tag));
      return traditional ? "zh-TW" : "zh-CN";
    }
    const known = LANGUAGES.find((language) => language === base);
    if (known !== undefined) return known;
  }
  return "en";
}

let wanted: Language = "en";

/** Fetches the texts and speaks the language; the last one asked for stands, however long each takes to come. */
export async function speak(language: Language): Promise<void> {
  wanted = language;
  await fetchTexts(language);
  if (wanted !== language) return;
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

async function fetchTexts(language: Language): Promise<void> {
  if (language === "en") return;
  const sentences = import("./ownSentence").then(({ ownSentence }) => tellBy(ownSentence));
  const own = Object.entries(catalogues).filter(([path]) => path.startsWith(`./${language}/`));
  await Promise.all([
    sentences,
    ...own.map(async ([path, load]) => {
      const namespace = path.slice(path.lastIndexOf("/") + 1, -".json".length);
      if (!i18n.hasResourceBundle(language, namespace)) {
        i18n.addResourceBundle(language, namespace, await load());
      }
    }),
  ]);
}
