import i18next from "i18next";
import { initReactI18next } from "react-i18next";

type Texts = Record<string, unknown>;

/** `./en/editor.json` becomes the namespace `editor`. The English of these is part of the page; all else comes later. */
const files = import.meta.glob<Texts>("./en/{commands,editor,find,problems,training}.json", {
  eager: true,
  import: "default",
});

const english = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice("./en/".length, -".json".length), texts]),
);

export const FIRST_NAMESPACES: readonly string[] = Object.keys(english);

void i18next.use(initReactI18next).init({
  resources: { en: english },
  lng: "en",
  fallbackLng: "en",
  load: "currentOnly",
  defaultNS: "editor",
  interpolation: { escapeValue: false },
  initAsync: false,
});

export { i18next as i18n };
