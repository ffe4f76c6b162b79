import { Monitor, Moon, Sun } from "lucide-react";
import { useTranslation } from "react-i18next";
import { cycleTheme, useTheme } from "../../state/preferences";
import { IconButton } from "../../ui/Button";

const ICONS = { system: Monitor, light: Sun, dark: Moon };

/** The button that switches between themes. */
export function ThemeSwitch() {
  const { t } = useTranslation("editor");
  const theme = useTheme((state) => state.theme);
  const Icon = ICONS[theme];
  return (
    <IconButton label={t("bar.theme", { theme: t(`bar.themes.${theme}`) })} onClick={cycleTheme}>
      <Icon size={16} aria-hidden />
    </IconButton>
  );
}
