import i18next from "i18next";
import { initReactI18next } from "react-i18next";

/** `./en/editor.json` becomes the namespace `editor` of the language `en`. */
const files = import.meta.glob<Record<string, unknown>>("./*/*.json", { eager: true, import: "default" });

const resources: Record<string, Record<string, Record<string, unknown>>> = {};
for (const [path, texts] of Object.entries(files)) {
  const [, language, namespace] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
  if (language === undefined || namespace === undefined) continue;
  resources[language] = { ...resources[language], [namespace]: texts };
}

void i18next.use(initReactI18next).init({
  resources,
  lng: "en",
  fallbackLng: "en",
  defaultNS: "editor",
  interpolation: { escapeValue: false },
  initAsync: false,
});

export const LANGUAGES = Object.keys(resources);
export { i18next as i18n };
