import { Languages } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages";
import { setLanguage } from "../../state/preferences";
import { Button } from "../../ui/Button";
import { Menu, type MenuItem } from "../../ui/overlays/Menu";

interface LanguageMenuProps {
  onFailure: (error: Error) => void;
}

/** The menu of languages, by their own names; the choice is stored in this browser. */
export function LanguageMenu({ onFailure }: LanguageMenuProps) {
  const { t, i18n } = useTranslation("editor");
  return (
    <Menu
      trigger={
        <Button look="quiet" small aria-label={t("bar.language")} title={t("bar.language")}>
          <Languages size={16} aria-hidden />
        </Button>
      }
      items={languageItems(i18n.language, onFailure)}
    />
  );
}

/** The languages as menu items; the `current` one is marked. */
export function languageItems(current: string, onFailure: (error: Error) => void): MenuItem[] {
  return LANGUAGES.map((language) => ({
    id: language,
    title: LANGUAGE_NAMES[language],
    lang: language,
    chosen: current === language,
    onPick: () => void setLanguage(language).catch(onFailure),
  }));
}
