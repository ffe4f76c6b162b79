import type { Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import type { Json } from "../../document/types";
import css from "./Fields.module.css";
import { ParameterField } from "./ParameterField";

export interface ParameterFieldsProps {
  parameters: readonly Parameter[];
  /** What was set, under Keras's own names. */
  config: Readonly<Record<string, unknown>>;
  /** `undefined` takes the setting away, so that Keras's default holds. */
  onSet: (name: string, value: Json | undefined) => void;
  /** What is wrong with a setting, in a sentence. */
  problem: (name: string) => string | undefined;
}

/** A form drawn from the catalogue alone: it has no rules of its own and sends what was typed. */
export function ParameterFields({ parameters, config, onSet, problem }: ParameterFieldsProps) {
  const { t } = useTranslation("editor");
  const isOpen = (parameter: Parameter) =>
    !parameter.advanced || Object.hasOwn(config, parameter.name) || problem(parameter.name) !== undefined;
  const known = new Set(parameters.map((parameter) => parameter.name));
  const unknown = Object.keys(config).filter((name) => !known.has(name));
  const seldom = parameters.filter((parameter) => !isOpen(parameter));
  const field = (parameter: Parameter) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      value={config[parameter.name] as Json | undefined}
      onSet={(value) => onSet(parameter.name, value)}
      problem={problem(parameter.name)}
    />
  );
  return (
    <>
      <div className={css.grid}>
        {parameters.filter(isOpen).map(field)}
        {unknown.map((name) => (
          <UnknownSetting
            key={name}
            name={name}
            value={config[name]}
            problem={problem(name)}
            onRemove={() => onSet(name, undefined)}
          />
        ))}
      </div>
      {seldom.length > 0 && (
        <details className={css.more}>
          <summary>{t("inspector.advanced", { count: seldom.length })}</summary>
          <div className={css.grid}>{seldom.map(field)}</div>
        </details>
      )}
    </>
  );
}

interface UnknownSettingProps {
  name: string;
  value: unknown;
  problem: string | undefined;
  onRemove: () => void;
}

/** A setting that the catalogue does not know: shown, kept, and removable. */
function UnknownSetting({ name, value, problem, onRemove }: UnknownSettingProps) {
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
