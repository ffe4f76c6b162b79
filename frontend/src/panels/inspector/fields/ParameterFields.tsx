import type { Parameter } from "@schema";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { assertNever, type Json } from "../../../document/types";
import { useCatalog } from "../../../state/catalog";
import { type ProblemOf, problemsWithin } from "../../../state/fieldProblems";
import css from "./Fields.module.css";
import { NamedChoice, type NamedFieldProps } from "./KerasObjectSelect";
import {
  ActivationField,
  BoolField,
  ChoiceField,
  DtypeField,
  StringsField,
  SubscriptField,
  TypedField,
} from "./ParameterControls";
import { type ParameterFieldsProps, unlessDefault } from "./parameterProps";
import { UnknownSetting } from "./UnknownParameter";
import { InnerLayer } from "./WrappedLayerField";
import { InnerLayerList } from "./WrappedLayerList";

// Settings may be named things, or layers, with settings of their own: the forms here call each other.

const settings = (form: ParameterFieldsProps) => <ParameterFields {...form} />;

/** Picks one of a kind by name, with its own settings below it. */
export function NamedField(props: NamedFieldProps) {
  return <NamedChoice {...props} settings={settings} />;
}

/** A form drawn from the catalogue alone: it has no rules of its own and sends what was typed. */
export function ParameterFields({ parameters, config, onSet, problem }: ParameterFieldsProps) {
  const { t } = useTranslation("editor");
  const isOpen = ({ advanced, name }: Parameter) =>
    !advanced || Object.hasOwn(config, name) || problem(name, true) !== undefined;
  const known = new Set(parameters.map((parameter) => parameter.name));
  const unknown = Object.keys(config).filter((name) => !known.has(name));
  const seldom = parameters.filter((parameter) => !isOpen(parameter));
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
          <UnknownSetting
            key={name}
            name={name}
            value={config[name]}
            problem={problem(name, true)}
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
    </div>
  );
}

interface ParameterFieldOfProps {
  parameter: Parameter;
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problemOf: ProblemOf;
}

type OneOfProps = Pick<ParameterFieldOfProps, "parameter" | "value"> &
  Pick<ParameterFieldsProps, "onSet" | "problem">;

/** One field of a form; while another one is typed in, it is not drawn anew. */
const ParameterField = memo(function ParameterField({ parameter, value, onSet, problem }: OneOfProps) {
  return (
    <ParameterControl
      parameter={parameter}
      value={value}
      onSet={(next) => onSet(parameter.name, next)}
      problemOf={problemsWithin(problem, parameter.name)}
    />
  );
});

/** The control that suits the type of one argument. */
function ParameterControl(props: ParameterFieldOfProps) {
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
      return <NamedParameter {...props} kind="initializers" />;
    case "regularizer":
      return <NamedParameter {...props} kind="regularizers" />;
    case "constraint":
      return <NamedParameter {...props} kind="constraints" />;
    case "schedule":
      return <NamedParameter {...props} kind="schedules" number />;
    case "layer":
    case "layers":
      return <LayerParameter {...props} />;
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

function LayerParameter({ parameter, value, onSet, problemOf }: ParameterFieldOfProps) {
  const shared = {
    label: parameter.name,
    parameter,
    value: value === undefined ? (parameter.default as Json) : value,
    onValue: (next: Json) => onSet(unlessDefault(parameter, next)),
    problem: problemOf,
    settings,
  };
  if (parameter.type === "layers") return <InnerLayerList {...shared} />;
  return <InnerLayer {...shared} nullable={parameter.nullable} />;
}

interface NamedParameterProps extends ParameterFieldOfProps {
  kind: "initializers" | "regularizers" | "constraints" | "schedules";
  number?: boolean;
}

function NamedParameter({ parameter, value, onSet, problemOf, kind, number }: NamedParameterProps) {
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
      problem={problemOf}
    />
  );
}
