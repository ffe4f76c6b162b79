import type { Parameter } from "@schema";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { findEntry } from "../../../document/catalog/namedObjects";
import type { Json } from "../../../document/types";
import { parameterText, typedParameter } from "../../../document/values/literals";
import { fieldText } from "../../../document/values/settings";
import { readSubscript } from "../../../document/values/subscripts";
import { useCatalog } from "../../../state/catalog";
import { Field, Select, TextArea, TextInput } from "../../../ui/Field";
import { DocsButton } from "../../docs/DocsButton";
import css from "./Fields.module.css";
import { type ParameterInputProps, unlessDefault } from "./parameterProps";
import { SwitchField } from "./SwitchField";
import { VaryButton } from "./VaryButton";

/** A longer name has a row of its own. */
const LONG = 17;

function widthOf({ name }: Parameter): string | undefined {
  return name.length > LONG ? css.wide : undefined;
}

export function TypedField({ parameter, value, onSet, problem }: ParameterInputProps) {
  const { type } = parameter;
  const shown = parameterText(value === undefined ? (parameter.default as Json) : value, type);
  const isNumber = type === "int" || type === "float";
  const list = useId();
  const { choices } = parameter;
  return (
    <Field
      label={parameter.name}
      className={widthOf(parameter)}
      problem={problem}
      aside={<VaryButton parameter={parameter} />}
    >
      {(control) => (
        <>
          <TextInput
            {...control}
            value={shown}
            inputMode={isNumber && choices.length === 0 ? "decimal" : "text"}
            list={choices.length === 0 ? undefined : list}
            placeholder={parameter.nullable ? "none" : undefined}
            onText={(text) =>
              onSet(text.trim() === "" ? undefined : unlessDefault(parameter, typedParameter(text, type)))
            }
          />
          {choices.length > 0 && (
            <datalist id={list}>
              {choices.map((choice) => (
                <option key={choice} value={choice} />
              ))}
            </datalist>
          )}
        </>
      )}
    </Field>
  );
}

/** An index in square brackets, as in Python. */
export function SubscriptField({ parameter, value, onSet, problem }: ParameterInputProps) {
  const { t } = useTranslation("editor");
  const unread = typeof value === "string" && readSubscript(value) === null;
  return (
    <Field
      label={parameter.name}
      className={css.wide}
      hint={t("inspector.subscriptHint")}
      problem={
        unread ? { severity: "error", text: t("inspector.subscriptUnread", { text: value }) } : problem
      }
    >
      {(control) => (
        <TextInput
          {...control}
          className={css.mono}
          value={parameterText(value, "subscript")}
          placeholder=":, 0"
          onText={(text) => onSet(text.trim() === "" ? undefined : typedParameter(text, "subscript"))}
        />
      )}
    </Field>
  );
}

/** A list of strings, one on each line; of a few that are known, each is a box to tick. */
export function StringsField({ parameter, value, onSet, problem }: ParameterInputProps) {
  const { t } = useTranslation("editor");
  if (parameter.choices.length > 0) {
    const chosen = value === undefined ? parameter.default : value;
    const listed: readonly unknown[] = Array.isArray(chosen) ? chosen : [];
    return (
      <fieldset className={css.boxes}>
        <legend>{parameter.name}</legend>
        {parameter.choices.map((choice) => (
          <label key={choice}>
            <input
              type="checkbox"
              checked={listed.includes(choice)}
              onChange={({ target: { checked } }) =>
                onSet(
                  unlessDefault(
                    parameter,
                    parameter.choices.filter((each) => (each === choice ? checked : listed.includes(each))),
                  ),
                )
              }
            />
            {choice}
          </label>
        ))}
      </fieldset>
    );
  }
  return (
    <Field label={parameter.name} className={css.wide} hint={t("inspector.oneALine")} problem={problem}>
      {(control) => (
        <TextArea
          {...control}
          value={parameterText(value === undefined ? (parameter.default as Json) : value, "strings")}
          placeholder={parameter.nullable ? "none" : undefined}
          onText={(text) => onSet(text === "" ? undefined : typedParameter(text, "strings"))}
        />
      )}
    </Field>
  );
}

/** A switch; a select where nothing, or something else than yes and no, may be set. */
export function BoolField({ parameter, value, onSet, problem }: ParameterInputProps) {
  const { t } = useTranslation("editor");
  const shown = value === undefined ? parameter.default : value;
  if (typeof shown === "boolean" && !parameter.nullable) {
    return (
      <SwitchField
        label={parameter.name}
        value={shown}
        problem={problem}
        onValue={(next) => onSet(unlessDefault(parameter, next))}
      />
    );
  }
  const options = [
    { value: "true", label: t("inspector.yes") },
    { value: "false", label: t("inspector.no") },
  ];
  if (parameter.nullable) options.unshift({ value: "", label: t("inspector.unset") });
  return (
    <Field
      label={parameter.name}
      className={widthOf(parameter)}
      problem={problem}
      aside={<VaryButton parameter={parameter} />}
    >
      {(control) => (
        <Select
          {...control}
          value={fieldText(shown as Json)}
          options={options}
          onPick={(picked) => onSet(unlessDefault(parameter, picked === "" ? null : picked === "true"))}
        />
      )}
    </Field>
  );
}

interface ChoiceFieldProps extends ParameterInputProps {
  choices: readonly string[];
  /** Shown beside the label. */
  aside?: ReactNode;
}

export function ChoiceField({ parameter, value, onSet, problem, choices, aside }: ChoiceFieldProps) {
  const { t } = useTranslation("editor");
  const options = choices.map((choice) => ({ value: choice, label: choice }));
  if (parameter.nullable) options.unshift({ value: "", label: t("inspector.none") });
  return (
    <Field
      label={parameter.name}
      className={widthOf(parameter)}
      problem={problem}
      aside={
        <>
          {aside}
          <VaryButton parameter={parameter} />
        </>
      }
    >
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

export function ActivationField(props: ParameterInputProps) {
  const { parameter, value } = props;
  const catalog = useCatalog((state) => state.catalog);
  const known = Object.values(catalog?.activations ?? {}).filter((entry) => entry.refused === null);
  const chosen = value === undefined ? parameter.default : value;
  const entry = typeof chosen === "string" ? findEntry(known, chosen) : undefined;
  return (
    <div className={css.wide}>
      <ChoiceField
        {...props}
        choices={known.map(({ name }) => name)}
        aside={entry && <DocsButton kind="activations" name={entry.name} />}
      />
    </div>
  );
}

/** A dtype: one of those that the argument takes, or that an input may have. */
export function DtypeField(props: ParameterInputProps) {
  const dtypes = useCatalog((state) => state.catalog?.dtypes) ?? [];
  const { choices } = props.parameter;
  return <ChoiceField {...props} choices={choices.length > 0 ? choices : dtypes} />;
}
