import type { Parameter } from "@schema";
import { type ReactNode, useContext, useId } from "react";
import { useTranslation } from "react-i18next";
import { layerEntry } from "../../../document/catalog/layerEntry";
import {
  accepts,
  type Inner,
  layersOfNodes,
  newInner,
  readInner,
  withInnerSetting,
} from "../../../document/catalog/wrappedLayers";
import { findNode, titleOf } from "../../../document/graph";
import type { Json } from "../../../document/types";
import { useCatalog } from "../../../state/catalog";
import { type ProblemOf, problemsWithin, worse } from "../../../state/check";
import { useDocument } from "../../../state/document";
import { openModelGraph, reveal } from "../../../state/view";
import { Field, type Option, Select } from "../../../ui/Field";
import { DocsButton } from "../../docs/DocsButton";
import css from "./Fields.module.css";
import { OwnerNodeContext, type ParameterFieldsProps } from "./parameterProps";

export interface WrappedLayerFieldProps {
  label: string;
  parameter: Parameter;
  value: Json | undefined;
  nullable: boolean;
  onValue: (value: Json) => void;
  problem: ProblemOf;
  /** Renders the form of its settings. */
  settings: (form: ParameterFieldsProps) => ReactNode;
}

/** Select of the layer that a wrapper holds, with its settings below. */
export function WrappedLayerField(props: WrappedLayerFieldProps) {
  const { label, parameter, value, nullable, onValue, problem, settings } = props;
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const options = useWrappedLayerOptions(parameter, nullable);
  const wrapped = readInner(value);
  const pick = (picked: string) => onValue(picked === "" ? null : layerFor(picked));
  const layerFor = (picked: string): Json => {
    const [kind = "", name = ""] = splitOption(picked);
    if (kind !== "layer") return kind === "of" ? { of: name } : { model: name };
    const entry = catalog?.layers[name];
    const old = catalog && wrapped?.kind === "layer" ? layerEntry(catalog, wrapped.layer) : undefined;
    return entry === undefined ? { layer: name, config: {} } : newInner(entry, wrapped, old);
  };
  const entry = catalog && wrapped?.kind === "layer" ? layerEntry(catalog, wrapped.layer) : undefined;
  const chosen = entry !== undefined ? `layer ${entry.name}` : optionValue(wrapped, value);

  return (
    <div className={css.wide}>
      <Field
        label={label}
        problem={["layer", "model", "of"].map((field) => problem(field)).reduce(worse, problem(""))}
        aside={entry && <DocsButton kind="layers" name={entry.name} />}
      >
        {(control) => <Select {...control} value={chosen} options={options} onPick={pick} />}
      </Field>
      {wrapped?.kind === "layer" && entry !== undefined && entry.parameters.length > 0 && (
        <WrappedLayerSettings name={entry.name} label={label}>
          {settings({
            parameters: entry.parameters,
            config: wrapped.config,
            problem: problemsWithin(problem, "config"),
            onSet: (name, next) => onValue(withInnerSetting(wrapped, name, next)),
          })}
        </WrappedLayerSettings>
      )}
      {wrapped?.kind === "of" && <SharedLayerNote node={wrapped.node} />}
      {wrapped?.kind === "model" && (
        <p className={css.note}>
          {t("inspector.nestedHere")}{" "}
          <button type="button" className={css.link} onClick={() => openModelGraph(wrapped.model)}>
            {t("inspector.goTo", { name: wrapped.model })}
          </button>
        </p>
      )}
    </div>
  );
}

function WrappedLayerSettings({
  name,
  label,
  children,
}: {
  name: string;
  label: string;
  children: ReactNode;
}) {
  const { t } = useTranslation("editor");
  const id = useId();
  return (
    <fieldset className={css.inner} aria-labelledby={id}>
      <span id={id} className="visually-hidden">
        {t("inspector.innerSettings", { layer: name, argument: label })}
      </span>
      {children}
    </fieldset>
  );
}

/** The layer of another node: has no settings here, only a link to that node. */
function SharedLayerNote({ node: id }: { node: string }) {
  const { t } = useTranslation("editor");
  const title = useDocument(({ openGraph }) => {
    const node = findNode(openGraph, id);
    return node === undefined ? null : titleOf(openGraph, node);
  });
  if (title === null) return null;
  return (
    <p className={css.note}>
      {t("inspector.veryLayer")}{" "}
      <button type="button" className={css.link} onClick={() => reveal(id)}>
        {t("inspector.goTo", { name: title })}
      </button>
    </p>
  );
}

function useWrappedLayerOptions(parameter: Parameter, nullable: boolean): Option[] {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const catalog = useCatalog((state) => state.catalog);
  const owner = useContext(OwnerNodeContext);
  if (catalog === null) return [];
  const options: Option[] = nullable ? [{ value: "", label: t("inspector.none") }] : [];
  for (const [name, model] of parameter.models ? Object.entries(openGraph.models ?? {}) : []) {
    options.push({
      value: `model ${name}`,
      label: model.label || name,
      group: t("inspector.aNestedModel"),
    });
  }
  for (const node of owner === null ? [] : layersOfNodes(openGraph, owner, parameter, catalog)) {
    options.push({
      value: `of ${node.id}`,
      label: titleOf(openGraph, node),
      group: t("inspector.layerOfNode"),
    });
  }
  // What is drawn already comes first: there are 130 classes below.
  for (const entry of Object.values(catalog.layers)) {
    if (accepts(parameter, entry))
      options.push({ value: `layer ${entry.name}`, label: entry.name, group: t("inspector.aNewLayer") });
  }
  return options;
}

function optionValue(inner: Inner | null, value: Json | undefined): string {
  switch (inner?.kind) {
    case "layer":
      return inner.layer;
    case "model":
      return `model ${inner.model}`;
    case "of":
      return `of ${inner.node}`;
    default:
      return value === undefined || value === null ? "" : JSON.stringify(value);
  }
}

/** Splits `layer LSTM` into the kind and the rest, which may contain spaces. */
function splitOption(picked: string): [string, string] {
  const space = picked.indexOf(" ");
  return [picked.slice(0, space), picked.slice(space + 1)];
}
