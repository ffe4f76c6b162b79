import { useTranslation } from "react-i18next";
import type { FieldProblem } from "../../../state/check";
import css from "./Fields.module.css";

interface UnknownParameterProps {
  name: string;
  value: unknown;
  problem: FieldProblem | undefined;
  onRemove: () => void;
}

/** A parameter that the catalogue does not know: shown, kept, and removable. */
export function UnknownParameter({ name, value, problem, onRemove }: UnknownParameterProps) {
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
      {problem !== undefined && <p className={css[problem.severity]}>{problem.text}</p>}
    </div>
  );
}
