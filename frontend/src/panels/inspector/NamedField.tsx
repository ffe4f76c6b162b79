import type { Catalog, CatalogEntry, Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import { beginNamed, findEntry, readNamed, withSetting } from "../../document/named";
import { fieldText, typedValue } from "../../document/settings";
import { assertNever, type Json } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Fields.module.css";
import {
  ActivationField,
  BoolField,
  ChoiceField,
  type ParameterFieldProps,
  TypedField,
  unlessDefault,
} from "./ParameterControls";
import { UnknownSetting } from "./UnknownSetting";

// Settings may be named things with settings of their own, so the two forms here call each other.

export type NamedKind = Exclude<keyof Catalog, "keras" | "applications" | "ops" | "layers">;

interface NamedFieldProps {
  label: string;
  /** Which part of the catalogue is chosen from. */
  kind: NamedKind;
  /** A name, `{"name", "config"}`, `null` for none; a number where `number` is allowed. */
  value: Json;
  nullable?: boolean;
  number?: boolean;
  /** The number to begin with when a number is chosen. */
  startNumber?: number;
  onValue: (value: Json) => void;
  problem?: string;
  /** What is wrong with one of its own settings. */
  problemOf?: (setting: string) => string | undefined;
}

const NUMBER = "#number";

/** Picks one of a kind by name, with its own settings below it. Without settings it is written as its name alone. */
export function NamedField(props: NamedFieldProps) {
  const {
    label,
    kind,
    value,
    nullable = false,
    number = false,
    startNumber = 0,
    onValue,
    problem,
    problemOf,
  } = props;
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const entries = Object.values(catalog?.[kind] ?? {}) as CatalogEntry[];
  const named = readNamed(value);
  const entry = named === null ? undefined : findEntry(entries, named.name);
  const options = entries
    .filter((each) => each.refused === null)
    .map((each) => ({ value: each.name, label: each.name }));
  if (nullable) options.unshift({ value: "", label: t("inspector.none") });
  if (number) options.unshift({ value: NUMBER, label: t("inspector.aNumber") });
  const isNumber = number && named === null && value !== null;

  return (
    <div className={css.wide}>
      <Field label={label} error={problem}>
        {(control) => (
          <Select
            {...control}
            value={isNumber ? NUMBER : (entry?.name ?? named?.name ?? "")}
            options={options}
            onPick={(picked) => {
              if (picked === NUMBER) onValue(startNumber);
              else onValue(picked === "" ? null : beginNamed(findEntry(entries, picked), picked));
            }}
          />
        )}
      </Field>
      {isNumber && (
        <TextInput
          aria-label={t("inspector.numberOf", { name: label })}
          inputMode="decimal"
          value={fieldText(value)}
          onText={(text) => onValue(typedValue(text, "float"))}
        />
      )}
      {named !== null && entry !== undefined && entry.parameters.length > 0 && (
        <details className={css.nested} open={Object.keys(named.config).length > 0 || undefined}>
          <summary>{t("inspector.settingsOf", { name: entry.name })}</summary>
          <ParameterFields
            parameters={entry.parameters}
            config={named.config}
            problem={(name) => problemOf?.(name)}
            onSet={(name, next) => onValue(withSetting(named, name, next))}
          />
        </details>
      )}
    </div>
  );
}

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

/** The control that suits the type of one argument. */
function ParameterField(props: ParameterFieldProps) {
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
    case "int_pairs":
    case "open_shape":
    case "layer":
    case "layers":
    case "strings":
    case "ints":
    case "numbers":
    case "constant":
    case "subscript":
    case "dtype":
      return <TypedField {...props} />;
    default:
      return assertNever(parameter.type);
  }
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
