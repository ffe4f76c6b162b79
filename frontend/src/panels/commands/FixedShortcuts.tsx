import { useTranslation } from "react-i18next";
import css from "./ShortcutsDialog.module.css";

/** Gestures that are no commands, by frequency. */
const GESTURES = [
  "walk",
  "nudge",
  "pan",
  "zoom",
  "add",
  "enter",
  "addWired",
  "splice",
  "selectMore",
  "search",
  "fix",
] as const;

/** Keys and gestures that cannot be changed. */
export function FixedShortcuts() {
  const { t } = useTranslation("commands");
  return (
    <section aria-labelledby="keys-gestures">
      <h3 id="keys-gestures" className={css.group}>
        {t("keys.always")}
      </h3>
      <ul className={css.list}>
        {GESTURES.map((gesture) => (
          <li key={gesture} className={css.row}>
            <span className={css.title}>{t(`keys.does.${gesture}`)}</span>
            <span className={css.gesture}>{t(`keys.gesture.${gesture}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
