import type { Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import { sameJson } from "../../document/equal";
import { fieldText, typedValue } from "../../document/settings";
import type { Json } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Fields.module.css";

export interface ParameterFieldProps {
  parameter: Parameter;
  /** `undefined` where nothing was set: the default is shown. */
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problem: string | undefined;
}

/** Keras's default is not written into the document. */
export function unlessDefault(parameter: Parameter, value: Json): Json | undefined {
  return !parameter.required && sameJson(value, parameter.default) ? undefined : value;
}

export function TypedField({ parameter, value, onSet, problem }: ParameterFieldProps) {
  const shown = fieldText(value === undefined ? (parameter.default as Json) : value);
  const isNumber = parameter.type === "int" || parameter.type === "float";
  return (
    <Field label={parameter.name} error={problem}>
      {(control) => (
        <TextInput
          {...control}
          value={shown}
          inputMode={isNumber ? "decimal" : "text"}
          placeholder={parameter.nullable ? "none" : undefined}
          onText={(text) =>
            onSet(text.trim() === "" ? undefined : unlessDefault(parameter, typedValue(text, parameter.type)))
          }
        />
      )}
    </Field>
  );
}

export function BoolField({ parameter, value, onSet, problem }: ParameterFieldProps) {
  const { t } = useTranslation("editor");
  const options = [
    { value: "true", label: t("inspector.yes") },
    { value: "false", label: t("inspector.no") },
  ];
  return (
    <Field label={parameter.name} error={problem}>
      {(control) => (
        <Select
          {...control}
          value={fieldText(value === undefined ? (parameter.default as Json) : value)}
          options={options}
          onPick={(picked) => onSet(unlessDefault(parameter, picked === "true"))}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps extends ParameterFieldProps {
  choices: readonly string[];
}

export function ChoiceField({ parameter, value, onSet, problem, choices }: ChoiceFieldProps) {
  const { t } = useTranslation("editor");
  const options = choices.map((choice) => ({ value: choice, label: choice }));
  if (parameter.nullable) options.unshift({ value: "", label: t("inspector.none") });
  return (
    <Field label={parameter.name} error={problem}>
      {(control) => (
        <Select
          {...control}
          value={fieldText(value === undefined ? (parameter.default as Json) : value)}
          options={options}
          onPick={(picked) => onSet(unlessDefault(parameter, picked === "" ? null : picked))}
        />
      )}
    </Field>
  );
}

export function ActivationField(props: ParameterFieldProps) {
  const catalog = useCatalog((state) => state.catalog);
  const choices = Object.values(catalog?.activations ?? {})
    .filter((entry) => entry.refused === null)
    .map((entry) => entry.name);
  return (
    <div className={css.wide}>
      <ChoiceField {...props} choices={choices} />
    </div>
  );
}
