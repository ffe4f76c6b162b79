import { Languages } from "lucide-react";
import { useTranslation } from "react-i18next";
import { LANGUAGE_NAMES, LANGUAGES } from "../../i18n/languages";
import { chooseLanguage } from "../../store/language";
import { Button } from "../../ui/Button";
import { Menu } from "../../ui/Menu";

interface LanguageMenuProps {
  onFailure: (error: Error) => void;
}

/** The languages by their own names; the choice is kept in this browser. */
export function LanguageMenu({ onFailure }: LanguageMenuProps) {
  const { t, i18n } = useTranslation("editor");
  return (
    <Menu
      trigger={
        <Button look="quiet" small aria-label={t("bar.language")} title={t("bar.language")}>
          <Languages size={16} aria-hidden />
        </Button>
      }
      items={LANGUAGES.map((language) => ({
        id: language,
        title: LANGUAGE_NAMES[language],
        lang: language,
        chosen: i18n.language === language,
        onPick: () => void chooseLanguage(language).catch(onFailure),
      }))}
    />
  );
}
