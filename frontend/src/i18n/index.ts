import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** `./en/editor.json` becomes the namespace `editor`. */
const files = import.meta.glob<Record<string, unknown>>("./en/*.json", { eager: true, import: "default" });

const english = Object.fromEntries(
  Object.entries(files).map(([path, texts]) => [path.slice("./en/".length, -".json".length), texts]),
);

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
