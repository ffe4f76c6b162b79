import type { Catalog, CatalogEntry } from "@schema";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { beginNamed, findEntry, readNamed, withSetting } from "../../../document/catalog/namedObjects";
import type { Json } from "../../../document/types";
import { fieldText, typedValue } from "../../../document/values/settings";
import { useCatalog } from "../../../state/catalog";
import { type ProblemOf, problemsWithin, worse } from "../../../state/check";
import { Field, Select, TextInput } from "../../../ui/Field";
import { DocsButton } from "../../docs/DocsButton";
import css from "./Fields.module.css";
import type { ParameterFieldsProps } from "./parameterProps";

export type CatalogKind = Exclude<
  keyof Catalog,
  "keras" | "dtypes" | "applications" | "ops" | "layers" | "recipe_steps" | "recipe_layers"
>;

export interface KerasObjectFieldProps {
  label: string;
  /** The kind of catalogue entries to choose from. */
  kind: CatalogKind;
  /** A name, `{"name", "config"}`, or `null` for none; a number if `number` is set. */
  value: Json;
  nullable?: boolean;
  number?: boolean;
  /** The initial value when a number is chosen. */
  startNumber?: number;
  /** Shows the usual settings at once; advanced ones stay folded. */
  open?: boolean;
  onValue: (value: Json) => void;
  problem?: ProblemOf;
}

interface KerasObjectSelectProps extends KerasObjectFieldProps {
  /** Renders the form of its settings. */
  settings: (form: ParameterFieldsProps) => ReactNode;
}

const NUMBER = "#number";
/** The kinds whose entries have translated descriptions. */
const DESCRIBED_KINDS: ReadonlySet<CatalogKind> = new Set(["losses", "metrics", "optimizers", "callbacks"]);
const NO_PROBLEMS: ProblemOf = () => undefined;

/** Select of a Keras object of some kind, with its settings below. Without settings, the value is its name alone. */
export function KerasObjectSelect(props: KerasObjectSelectProps) {
  const {
    label,
    kind,
    value,
    nullable = false,
    number = false,
    startNumber = 0,
    open = false,
    onValue,
    problem = NO_PROBLEMS,
    settings,
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
  const form =
    named !== null &&
    entry !== undefined &&
    entry.parameters.length > 0 &&
    settings({
      parameters: entry.parameters,
      config: named.config,
      problem: problemsWithin(problem, "config"),
      onSet: (name, next) => onValue(withSetting(named, name, next)),
    });
  const unfolded =
    named !== null && (Object.keys(named.config).length > 0 || problem("config", true) !== undefined);

  return (
    <div className={css.wide}>
      <Field
        label={label}
        hint={DESCRIBED_KINDS.has(kind) ? entry?.text : undefined}
        problem={worse(problem(""), problem("name"))}
        aside={entry?.refused === null && <DocsButton kind={kind} name={entry.name} />}
      >
        {(control) => (
          <div className={isNumber ? css.beside : undefined}>
            <Select
              {...control}
              value={isNumber ? NUMBER : (entry?.name ?? named?.name ?? "")}
              options={options}
              onPick={(picked) => {
                if (picked === NUMBER) onValue(startNumber);
                else onValue(picked === "" ? null : beginNamed(findEntry(entries, picked), picked));
              }}
            />
            {isNumber && (
              <TextInput
                aria-label={t("inspector.numberOf", { name: label })}
                aria-invalid={problem("")?.severity === "error"}
                inputMode="decimal"
                value={fieldText(value)}
                onText={(text) => onValue(typedValue(text, "float"))}
              />
            )}
          </div>
        )}
      </Field>
      {form && open && <div className={css.inner}>{form}</div>}
      {form && !open && (
        <details className={css.nested} open={unfolded || undefined}>
          <summary aria-label={t("inspector.settingsOf", { name: entry?.name })}>
            {t("inspector.settings")}
          </summary>
          {form}
        </details>
      )}
    </div>
  );
}
