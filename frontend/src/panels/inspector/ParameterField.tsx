import type { Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import { sameJson } from "../../document/equal";
import { fieldText, typedValue } from "../../document/settings";
import { assertNever, type Json } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Fields.module.css";
import { NamedField } from "./NamedField";

interface ParameterFieldProps {
  parameter: Parameter;
  /** `undefined` where nothing was set: the default is shown. */
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problem: string | undefined;
}

/** The control that suits the type of one argument. */
export function ParameterField(props: ParameterFieldProps) {
  const { parameter } = props;
  switch (parameter.type) {
    case "bool":
      return <BoolField {...props} />;
    case "choice":
      return <ChoiceField {...props} choices={parameter.choices} />;
    case "activation":
      return <ActivationField {...props} />;
    case "initializer":
      return <NamedParameter {...props} kind="initializers" />;
    case "regularizer":
      return <NamedParameter {...props} kind="regularizers" />;
    case "constraint":
      return <NamedParameter {...props} kind="constraints" />;
    case "schedule":
      return <NamedParameter {...props} kind="schedules" number />;
    case "int":
    case "float":
    case "string":
    case "int_tuple":
    case "shape":
    case "int_or_list":
    case "number_or_list":
      return <TypedField {...props} />;
    default:
      return assertNever(parameter.type);
  }
}

/** Keras's default is not written into the document. */
function unlessDefault(parameter: Parameter, value: Json): Json | undefined {
  return !parameter.required && sameJson(value, parameter.default) ? undefined : value;
}

function TypedField({ parameter, value, onSet, problem }: ParameterFieldProps) {
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

function BoolField({ parameter, value, onSet, problem }: ParameterFieldProps) {
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

function ChoiceField({ parameter, value, onSet, problem, choices }: ChoiceFieldProps) {
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

function ActivationField(props: ParameterFieldProps) {
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

interface NamedParameterProps extends ParameterFieldProps {
  kind: "initializers" | "regularizers" | "constraints" | "schedules";
  number?: boolean;
}

function NamedParameter({ parameter, value, onSet, problem, kind, number }: NamedParameterProps) {
  const catalog = useCatalog((state) => state.catalog);
  const set = (next: Json) => {
    // The default may be written under another of the entry's names, such as glorot_uniform.
    const entry = typeof next === "string" ? catalog?.[kind][next] : undefined;
    const isDefault = typeof parameter.default === "string" && entry?.aliases.includes(parameter.default);
    onSet(isDefault ? undefined : unlessDefault(parameter, next));
  };
  return (
    <NamedField
      label={parameter.name}
      kind={kind}
      value={value === undefined ? (parameter.default as Json) : value}
      nullable={parameter.nullable}
      number={number ?? false}
      startNumber={typeof parameter.default === "number" ? parameter.default : 0}
      onValue={set}
      problem={problem}
    />
  );
}
