import { FIRST_NAMESPACES, i18n } from "./index";
import { tellBy } from "./problemText";

export const LANGUAGES = ["en", "zh-CN", "zh-TW", "ko"] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each language by its own name, for the reader who looks for it. */
export const LANGUAGE_NAMES: Record<Language, string> = {
  en: "English",
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  ko: "한국어",
};

type Texts = Record<string, unknown>;

/** What is not part of the page: each is fetched when it is needed. */
const catalogues = import.meta.glob<Texts>(
  ["./*/*.json", "!./en/{commands,editor,find,problems,training}.json"],
  {
    import: "default",
  },
);

/** What entries of the catalogue, templates and data sets are, shared with the server, which sends the English itself. */
const descriptions = import.meta.glob<Texts>(
  [
    "../../../shared_schema/messages/descriptions/*.json",
    "!../../../shared_schema/messages/descriptions/en.json",
  ],
  { import: "default" },
);

/** The namespace of the descriptions. */
export const DESCRIPTIONS = "descriptions";

/** The namespaces that something on the page has asked for. */
const needed = new Set(FIRST_NAMESPACES);

/** The first of the accepted languages that the page has: Chinese by its script or, where only a place is named, by that. */
export function languageFor(accepted: readonly string[]): Language {
  for (const requested of accepted) {
    const tag = requested.toLowerCase();
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

/** Fetches the texts and speaks the language; of several requests the last one counts, however long each takes. */
export async function changeLanguage(language: Language): Promise<void> {
  wanted = language;
  await fetchTexts(language);
  if (wanted !== language) return;
  await i18n.changeLanguage(language);
  document.documentElement.lang = language;
}

/** Fetches the texts of a part of the page that is not there from the start, in the language that is spoken. */
export async function loadNamespaces(...namespaces: readonly string[]): Promise<void> {
  for (const namespace of namespaces) needed.add(namespace);
  // English replaces what another language lacks.
  await Promise.all(
    ["en", wanted].flatMap((language) => namespaces.map((each) => fetchText(language, each))),
  );
}

async function fetchTexts(language: Language): Promise<void> {
  const texts = Promise.all([...needed].map((namespace) => fetchText(language, namespace)));
  const sentences = fetchSentences(language);
  if (language === "en") {
    // The server's own sentences are English: nothing waits for those of the page, and they remain where these do not load.
    sentences.catch(() => undefined);
    await texts;
  } else {
    await Promise.all([texts, sentences]);
  }
}

async function fetchSentences(language: Language): Promise<void> {
  const { fetchMessages, ownError, ownFailure, ownParity, ownSentence, ownTitle, ownWarning } = await import(
    "./messages"
  );
  await fetchMessages(language);
  tellBy({
    sentence: ownSentence,
    title: ownTitle,
    error: ownError,
    failure: ownFailure,
    warning: ownWarning,
    parity: ownParity,
  });
}

async function fetchText(language: string, namespace: string): Promise<void> {
  const load =
    namespace === DESCRIPTIONS
      ? descriptions[`../../../shared_schema/messages/descriptions/${language}.json`]
      : catalogues[`./${language}/${namespace}.json`];
  if (load === undefined || i18n.hasResourceBundle(language, namespace)) return;
  i18n.addResourceBundle(language, namespace, await load());
}
