import { useTranslation } from "react-i18next";
import type { Json, ModelNode, Node } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { useCheck } from "../../store/check";
import { useDocument } from "../../store/document";
import { isAt, type ProblemOf } from "../../store/fieldProblems";
import { bytesText, countText } from "../../ui/numbers";
import { useSetField } from "../training/useTraining";
import fields from "./Fields.module.css";
import css from "./Inspector.module.css";
import { ParameterFields } from "./NamedField";
import { SwitchField } from "./SwitchField";
import { useNodeProblems, useSetNode } from "./useNode";

/** The settings of a nested model, and what it is: its ports and what it weighs. */
export function ModelForm({ node, model }: { node: Node; model: ModelNode }) {
  const entry = useDocument(({ document }) => document.models?.[model.model]);
  const application = useCatalog(({ catalog }) => catalog?.applications[entry?.application ?? ""]);
  const problem = useNodeProblems(node);
  const problemInside = useEntryProblems(model.model);
  const setField = useSetField();
  const set = useSetNode(model.id);
  const missing = problem("model");
  return (
    <>
      {missing !== undefined && <p className={fields.error}>{missing}</p>}
      {application !== undefined && (
        <ParameterFields
          parameters={application.parameters}
          config={entry?.config ?? {}}
          problem={problemInside}
          onSet={(name, value: Json | undefined) => setField(["models", model.model, "config", name], value)}
        />
      )}
      <div className={fields.grid}>
        <SwitchField
          label="trainable"
          value={model.trainable ?? true}
          problem={problem("trainable")}
          onValue={(trainable) => set("trainable", trainable)}
        />
      </div>
      <ModelFacts name={model.model} />
    </>
  );
}

/** What is wrong with the arguments of a nested model itself, at whichever node it is called. */
function useEntryProblems(name: string): ProblemOf {
  const problems = useCheck((state) => state.report?.problems) ?? [];
  const found = problems.filter(({ where }) => where.model === name && where.node === null);
  return (field, below = false) =>
    found.find(({ where }) => isAt(where.field, `config.${field}`, below))?.message;
}

function ModelFacts({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const report = useCheck((state) => state.report?.models[name]);
  const entry = useDocument(({ document }) => document.models?.[name]);
  const kind = entry?.application ?? (entry?.run ? t("model.aRun") : t("model.aGraph"));
  return (
    <dl className={css.facts}>
      <dt>{t("model.entry")}</dt>
      <dd>{entry?.label || name}</dd>
      <dt>{t("model.kind")}</dt>
      <dd>{kind}</dd>
      {report !== undefined && (
        <>
          <dt>{t("inspector.inputs")}</dt>
          <dd>{report.inputs.map((port) => port.name).join(", ")}</dd>
          <dt>{t("model.outputs")}</dt>
          <dd>{report.outputs.map((port) => port.name).join(", ")}</dd>
          <dt>{t("model.layers")}</dt>
          <dd>{countText(report.totals.layers)}</dd>
          <dt>{t("model.parameters")}</dt>
          <dd>{countText(report.totals.params)}</dd>
          <dt>{t("model.trainable")}</dt>
          <dd>{countText(report.totals.trainable)}</dd>
          <dt>{t("model.weights")}</dt>
          <dd>{bytesText(report.totals.bytes)}</dd>
        </>
      )}
    </dl>
  );
}
