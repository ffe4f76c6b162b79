import { useTranslation } from "react-i18next";
import css from "./Fields.module.css";

interface UnknownSettingProps {
  name: string;
  value: unknown;
  problem: string | undefined;
  onRemove: () => void;
}

/** A setting that the catalogue does not know: shown, kept, and removable. */
export function UnknownSetting({ name, value, problem, onRemove }: UnknownSettingProps) {
  const { t } = useTranslation("editor");
  return (
    <div className={css.wide}>
      <div className={css.unknown}>
        <code>
          {name} {JSON.stringify(value)}
        </code>
        <button type="button" className={css.link} onClick={onRemove}>
          {t("inspector.remove")}
        </button>
      </div>
      {problem !== undefined && <p className={css.error}>{problem}</p>}
    </div>
  );
}
