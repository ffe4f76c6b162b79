import type { Catalog, CatalogEntry } from "@schema";
import { useTranslation } from "react-i18next";
import { fieldText, typedValue } from "../../document/settings";
import type { Json } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { Field, Select, TextInput } from "../../ui/Field";
import css from "./Fields.module.css";
import { ParameterFields } from "./ParameterFields";

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
              else onValue(picked === "" ? null : begin(findEntry(entries, picked), picked));
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
            onSet={(name, next) => onValue(written(named, name, next))}
          />
        </details>
      )}
    </div>
  );
}

interface Named {
  name: string;
  config: Record<string, Json>;
}

function readNamed(value: Json): Named | null {
  if (typeof value === "string") return { name: value, config: {} };
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  if (typeof value.name !== "string") return null;
  const config = value.config;
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  return { name: value.name, config: isObject ? config : {} };
}

function findEntry(entries: readonly CatalogEntry[], name: string): CatalogEntry | undefined {
  return (
    entries.find((entry) => entry.name === name) ?? entries.find((entry) => entry.aliases.includes(name))
  );
}

/** A new choice, with what it cannot do without already set. */
function begin(entry: CatalogEntry | undefined, name: string): Json {
  const config: Record<string, Json> = {};
  for (const parameter of entry?.parameters ?? []) {
    if (parameter.required && parameter.suggested !== null)
      config[parameter.name] = parameter.suggested as Json;
  }
  return Object.keys(config).length === 0 ? name : { name, config };
}

function written(named: Named, setting: string, value: Json | undefined): Json {
  const { [setting]: _old, ...rest } = named.config;
  const config = value === undefined ? rest : { ...named.config, [setting]: value };
  return Object.keys(config).length === 0 ? named.name : { name: named.name, config };
}
