import type { CatalogEntry, Catalog as Known } from "@schema";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { callAgain, copyLayer, rename } from "../../actions/graphActions";
import { layerEntry } from "../../document/catalog/layerEntry";
import { callsOf, classOf, type DeclaringNode, declaringNode, nodesOf, titleOf } from "../../document/graph";
import type { Document, Node } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { useNodeReport } from "../../state/check";
import { openModel, useDocument } from "../../state/document";
import { useActivations } from "../../state/runs/activations";
import { useSampleActivations } from "../../state/runs/sampleActivations";
import { Button } from "../../ui/Button";
import { Field, TextInput } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import { NodeBinding } from "../data/NodeBinding";
import { OutputTrainingForm } from "../training/OutputTrainingForm";
import { CallForm } from "./CallForm";
import { CallList } from "./CallList";
import { Documentation } from "./Documentation";
import fields from "./fields/Fields.module.css";
import { NameField } from "./fields/NameField";
import { InputEdges } from "./InputEdges";
import { InputForm } from "./InputForm";
import css from "./Inspector.module.css";
import { LayerForm } from "./LayerForm";
import { ModelCallForm } from "./ModelCallForm";
import { NodeActivations } from "./NodeActivations";
import { OpForm } from "./OpForm";
import { useNodeProblems, useSetNode } from "./useNodeFields";

/** The selected node: names, settings, edges, and all calls of its layer. */
export function NodeInspector({ node }: { node: Node }) {
  const { t } = useTranslation("editor");
  const openGraph = useDocument((state) => state.openGraph);
  const showActivations = useActivations((state) => state.byNode !== null);
  const ofSample = useSampleActivations((state) => state.run !== null);
  const declaring = declaringNode(openGraph, node);
  if (declaring === undefined) return <p className={css.text}>{t("inspector.lost")}</p>;
  const calls = callsSharingWeights(openGraph, node, declaring);
  return (
    <>
      <NodeHeading node={node} declaring={declaring} calls={calls.length} />
      {showActivations && ofSample && <NodeActivations node={node} />}
      <form className={css.form} onSubmit={(event) => event.preventDefault()}>
        <NodeNames node={node} declaring={declaring} />
        <NodeSettings node={node} declaring={declaring} />
      </form>
      {showActivations && !ofSample && <NodeActivations node={node} />}
      <InputEdges node={node} />
      {(node.kind === "layer" || node.kind === "model" || node.kind === "shared") && <CallForm node={node} />}
      {(declaring.kind === "layer" || declaring.kind === "model") && (
        <>
          <CallList calls={calls} />
          <div className={css.actions}>
            <Button onClick={() => callAgain(node.id)}>{t("inspector.callAgain")}</Button>
            {declaring.kind === "layer" && (
              <Button onClick={() => copyLayer(node.id)}>{t("inspector.makeCopy")}</Button>
            )}
          </div>
        </>
      )}
    </>
  );
}

/** All calls of the same weights in this graph: several nodes may name one nested model. */
function callsSharingWeights(document: Document, node: Node, declaring: DeclaringNode): readonly Node[] {
  if (declaring.kind !== "model") return callsOf(document, node);
  return nodesOf(document).filter((other) => {
    const its = declaringNode(document, other);
    return its?.kind === "model" && its.model === declaring.model;
  });
}

interface NodePartProps {
  node: Node;
  declaring: DeclaringNode;
}

function NodeSettings({ node, declaring }: NodePartProps) {
  const { t } = useTranslation("editor");
  const inside = useDocument(openModel) !== null;
  const problem = useNodeProblems(node);
  switch (declaring.kind) {
    case "input":
      return (
        <>
          <InputForm node={declaring} problem={problem} />
          {!inside && <NodeBinding node={declaring} />}
        </>
      );
    case "output":
      // Only the outputs of the whole model are trained.
      return inside ? (
        <p className={css.text}>{t("model.outputOf")}</p>
      ) : (
        <>
          <NodeBinding node={declaring} />
          <OutputTrainingForm output={declaring.name} />
        </>
      );
    case "layer":
      return <LayerForm node={node} layer={declaring} />;
    case "model":
      return <ModelCallForm node={node} model={declaring} />;
    case "op":
      return <OpForm node={declaring} />;
  }
}

function NodeHeading({ node, declaring, calls }: NodePartProps & { calls: number }) {
  const { t } = useTranslation("editor");
  const { openGraph } = useDocument();
  const catalog = useCatalog((state) => state.catalog);
  const parameters = useNodeReport(node.id)?.params;
  const known = catalog === null ? undefined : entryOf(declaring, catalog, openGraph.models ?? {});
  const layer = declaring.kind === "layer" && catalog ? layerEntry(catalog, declaring.layer) : undefined;
  const family = declaring.kind === "layer" ? (layer?.family ?? "core") : declaring.kind;
  const className =
    declaring.kind === "model" ? (known?.entry.name ?? t("model.class")) : classOf(openGraph, node);
  return (
    <>
      <header className={css.header}>
        <h2 className={css.title}>{titleOf(openGraph, node)}</h2>
        <span className={css.class} style={{ "--family": `var(--${family})` }}>
          {className}
        </span>
      </header>
      <p className={css.text}>
        {known?.entry.text ?? describe(declaring, t)}
        {calls > 1 && <> {t("inspector.calledTimes", { count: calls })}</>}
        {parameters !== undefined && parameters > 0 && (
          <>
            {" "}
            <strong>{countText(parameters)}</strong> {t("inspector.parameters", { count: parameters })}
          </>
        )}
      </p>
      {known !== undefined && <Documentation kind={known.kind} name={known.entry.name} />}
    </>
  );
}

/** The description of a node without an entry in the catalogue. */
function describe(declaring: DeclaringNode, t: TFunction<"editor">): string {
  switch (declaring.kind) {
    case "input":
    case "output":
      return t(`palette.${declaring.kind}`);
    case "model":
      return t("model.about");
    default:
      return "";
  }
}

/** The catalogue entry of a node, and its kind. */
function entryOf(
  declaring: DeclaringNode,
  catalog: Known,
  models: Readonly<Record<string, { application?: string | null }>>,
): { kind: string; entry: CatalogEntry } | undefined {
  const found = (kind: string, entry: CatalogEntry | undefined) =>
    entry === undefined ? undefined : { kind, entry };
  if (declaring.kind === "layer") return found("layers", layerEntry(catalog, declaring.layer));
  if (declaring.kind === "op") return found("ops", catalog.ops[declaring.op]);
  if (declaring.kind !== "model") return undefined;
  return found("applications", catalog.applications[models[declaring.model]?.application ?? ""]);
}

function NodeNames({ node, declaring }: NodePartProps) {
  const { t } = useTranslation("editor");
  const problem = useNodeProblems(node);
  const set = useSetNode(declaring.id);
  return (
    <div className={fields.grid}>
      <NameField
        label={t("inspector.name")}
        name={declaring.name}
        problem={problem("name")}
        onName={(name) => rename(declaring, name)}
        onLabel={(label) => set("label", label)}
      />
      <Field label={t("inspector.label")}>
        {(control) => (
          <TextInput
            {...control}
            value={declaring.label ?? ""}
            placeholder={t("inspector.labelHint")}
            onText={(text) => set("label", text === "" ? null : text)}
          />
        )}
      </Field>
    </div>
  );
}
