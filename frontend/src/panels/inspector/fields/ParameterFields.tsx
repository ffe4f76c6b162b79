import type { Parameter } from "@schema";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { assertNever, type Json } from "../../../document/types";
import { useCatalog } from "../../../state/catalog";
import { type ProblemOf, problemsWithin } from "../../../state/check";
import css from "./Fields.module.css";
import { type KerasObjectFieldProps, KerasObjectSelect } from "./KerasObjectSelect";
import {
  ActivationField,
  BoolField,
  ChoiceField,
  DtypeField,
  StringsField,
  SubscriptField,
  TypedField,
} from "./ParameterControls";
import { type ParameterFieldsProps, unlessDefault, VariedLayerContext } from "./parameterProps";
import { UnknownParameter } from "./UnknownParameter";
import { WrappedLayerField } from "./WrappedLayerField";
import { WrappedLayerList } from "./WrappedLayerList";

// Parameters may be Keras objects or layers with parameters of their own: the forms here call each other.

const settings = (form: ParameterFieldsProps) => (
  <VariedLayerContext value={null}>
    <ParameterFields {...form} />
  </VariedLayerContext>
);

/** Select of a Keras object of some kind, with its settings below. */
export function KerasObjectField(props: KerasObjectFieldProps) {
  return <KerasObjectSelect {...props} settings={settings} />;
}

/** A form generated from the catalogue. It has no rules of its own and sends what was typed. */
export function ParameterFields({ parameters, config, onSet, problem }: ParameterFieldsProps) {
  const { t } = useTranslation("editor");
  const isOpen = ({ advanced, name }: Parameter) =>
    !advanced || Object.hasOwn(config, name) || problem(name, true) !== undefined;
  const known = new Set(parameters.map((parameter) => parameter.name));
  const unknown = Object.keys(config).filter((name) => !known.has(name));
  const advanced = parameters.filter((parameter) => !isOpen(parameter));
  const field = (parameter: Parameter) => (
    <ParameterField
      key={parameter.name}
      parameter={parameter}
      value={config[parameter.name] as Json | undefined}
      onSet={onSet}
      problem={problem}
    />
  );
  return (
    <div className={css.stack}>
      <div className={css.grid}>
        {parameters.filter(isOpen).map(field)}
        {unknown.map((name) => (
          <UnknownParameter
            key={name}
            name={name}
            value={config[name]}
            problem={problem(name, true)}
            onRemove={() => onSet(name, undefined)}
          />
        ))}
      </div>
      {advanced.length > 0 && (
        <details className={css.more}>
          <summary>{t("inspector.advanced", { count: advanced.length })}</summary>
          <div className={css.grid}>{advanced.map(field)}</div>
        </details>
      )}
    </div>
  );
}

interface ParameterControlProps {
  parameter: Parameter;
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problemOf: ProblemOf;
}

type ParameterFieldProps = Pick<ParameterControlProps, "parameter" | "value"> &
  Pick<ParameterFieldsProps, "onSet" | "problem">;

/** One field of a form, memoized so that typing in another does not render it. */
const ParameterField = memo(function ParameterField({
  parameter,
  value,
  onSet,
  problem,
}: ParameterFieldProps) {
  return (
    <ParameterControl
      parameter={parameter}
      value={value}
      onSet={(next) => onSet(parameter.name, next)}
      problemOf={problemsWithin(problem, parameter.name)}
    />
  );
});

/** The control for the type of a parameter. */
function ParameterControl(props: ParameterControlProps) {
  const { parameter, value, onSet, problemOf } = props;
  const leaf = { parameter, value, onSet, problem: problemOf("", true) };
  switch (parameter.type) {
    case "bool":
      return <BoolField {...leaf} />;
    case "choice":
      return <ChoiceField {...leaf} choices={parameter.choices} />;
    case "activation":
      return <ActivationField {...leaf} />;
    case "initializer":
      return <KerasObjectParameter {...props} kind="initializers" />;
    case "regularizer":
      return <KerasObjectParameter {...props} kind="regularizers" />;
    case "constraint":
      return <KerasObjectParameter {...props} kind="constraints" />;
    case "schedule":
      return <KerasObjectParameter {...props} kind="schedules" number />;
    case "layer":
    case "layers":
      return <WrappedLayerParameter {...props} />;
    case "subscript":
      return <SubscriptField {...leaf} />;
    case "strings":
      return <StringsField {...leaf} />;
    case "dtype":
      return <DtypeField {...leaf} />;
    case "int":
    case "float":
    case "string":
    case "int_tuple":
    case "shape":
    case "int_or_list":
    case "number_or_list":
    case "int_pairs":
    case "open_shape":
    case "ints":
    case "numbers":
    case "constant":
      return <TypedField {...leaf} />;
    default:
      return assertNever(parameter.type);
  }
}

function WrappedLayerParameter({ parameter, value, onSet, problemOf }: ParameterControlProps) {
  const shared = {
    label: parameter.name,
    parameter,
    value: value === undefined ? (parameter.default as Json) : value,
    onValue: (next: Json) => onSet(unlessDefault(parameter, next)),
    problem: problemOf,
    settings,
  };
  if (parameter.type === "layers") return <WrappedLayerList {...shared} />;
  return <WrappedLayerField {...shared} nullable={parameter.nullable} />;
}

interface KerasObjectParameterProps extends ParameterControlProps {
  kind: "initializers" | "regularizers" | "constraints" | "schedules";
  number?: boolean;
}

function KerasObjectParameter({
  parameter,
  value,
  onSet,
  problemOf,
  kind,
  number,
}: KerasObjectParameterProps) {
  const catalog = useCatalog((state) => state.catalog);
  const set = (next: Json) => {
    // The default may be given by an alias of the entry, such as glorot_uniform.
    const entry = typeof next === "string" ? catalog?.[kind][next] : undefined;
    const isDefault = typeof parameter.default === "string" && entry?.aliases.includes(parameter.default);
    onSet(isDefault ? undefined : unlessDefault(parameter, next));
  };
  return (
    <KerasObjectField
      label={parameter.name}
      kind={kind}
      value={value === undefined ? (parameter.default as Json) : value}
      nullable={parameter.nullable}
      number={number ?? false}
      startNumber={typeof parameter.default === "number" ? parameter.default : 0}
      onValue={set}
      problem={problemOf}
    />
  );
}
