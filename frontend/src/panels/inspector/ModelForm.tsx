import { useTranslation } from "react-i18next";
import { callersOf } from "../../document/entries";
import { titleOf } from "../../document/graph";
import { modelsOf, view } from "../../document/nested";
import type { Json, ModelNode, Node } from "../../document/types";
import { useCatalog } from "../../store/catalog";
import { useCheck } from "../../store/check";
import { openModel, useDocument } from "../../store/document";
import { isAt, type ProblemOf, within } from "../../store/fieldProblems";
import { enterModel, renameModel, unpack } from "../../store/nested";
import { publishModel } from "../../store/published";
import { goTo, reveal } from "../../store/view";
import { Button } from "../../ui/Button";
import { Field, TextInput } from "../../ui/Field";
import { bytesText, countText } from "../../ui/numbers";
import { useSetField } from "../training/useTraining";
import fields from "./Fields.module.css";
import css from "./Inspector.module.css";
import { ParameterFields } from "./NamedField";
import { NameField } from "./NameField";
import { SwitchField } from "./SwitchField";
import { useNodeProblems, useSetNode } from "./useNode";

/** The settings of a nested model, and what it is: its ports and what it weighs. */
export function ModelForm({ node, model }: { node: Node; model: ModelNode }) {
  const name = model.model;
  const { t } = useTranslation("editor");
  const entry = useDocument(({ whole }) => modelsOf(whole)[name]);
  const application = useCatalog(({ catalog }) => catalog?.applications[entry?.application ?? ""]);
  const problem = useNodeProblems(node);
  const problemInside = useEntryProblems(name);
  const setField = useSetField();
  const set = useSetNode(model.id);
  const setEntry = (path: readonly string[], value: Json | undefined) =>
    setField(["models", name, ...path], value);
  return (
    <>
      <div className={fields.grid}>
        <SwitchField
          label="trainable"
          value={model.trainable ?? true}
          problem={problem("trainable")}
          onValue={(trainable) => set("trainable", trainable)}
        />
      </div>
      <fieldset className={css.section} aria-label={t("model.entry")}>
        <h3 className={css.heading}>{t("model.entry")}</h3>
        <div className={fields.stack}>
          <div className={fields.grid}>
            <NameField
              label={t("model.entryName")}
              name={name}
              problem={problem("model") ?? problemInside("")}
              onName={(to) => renameModel(name, to)}
            />
            {entry !== undefined && (
              <Field label={t("model.entryLabel")}>
                {(control) => (
                  <TextInput
                    {...control}
                    value={entry.label ?? ""}
                    placeholder={t("inspector.labelHint")}
                    onText={(text) => setEntry(["label"], text === "" ? undefined : text)}
                  />
                )}
              </Field>
            )}
          </div>
          {application !== undefined && (
            <ParameterFields
              parameters={application.parameters}
              config={entry?.config ?? {}}
              problem={within(problemInside, "config")}
              onSet={(argument, value) => setEntry(["config", argument], value)}
            />
          )}
        </div>
        <ModelFacts name={name} />
        {entry !== undefined && (
          <div className={css.actions}>
            <Button onClick={() => enterModel(node.id)}>{t("model.enter")}</Button>
            <Button onClick={() => void unpack(node.id)}>{t("model.unpack")}</Button>
            <Button onClick={() => void publishModel(name)}>{t("model.publish")}</Button>
          </div>
        )}
      </fieldset>
      <Elsewhere name={name} />
    </>
  );
}

/** Where else the nested model is called, with the same weights: in other graphs, and inside layers. */
function Elsewhere({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const whole = useDocument((state) => state.whole);
  const open = useDocument(openModel);
  const others = callersOf(whole, name).filter(
    ({ model, node }) => model !== open || (node.kind !== "model" && node.kind !== "shared"),
  );
  if (others.length === 0) return null;
  const title = ({ model, node }: (typeof others)[number]) => {
    const graph = model === null ? whole : view(whole, model);
    return [model ?? whole.name, graph === null ? node.id : titleOf(graph, node)].join(" › ");
  };
  return (
    <div>
      <h3 className={css.heading}>{t("model.elsewhere")}</h3>
      <ul className={css.rows}>
        {others.map((caller) => (
          <li key={`${caller.model} ${caller.node.id}`}>
            <button
              type="button"
              className={css.row}
              onClick={() => {
                goTo(caller.model);
                reveal(caller.node.id);
              }}
            >
              {title(caller)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What is wrong with a nested model itself, at whichever node it is called. */
function useEntryProblems(name: string): ProblemOf {
  const problems = useCheck((state) => state.report?.problems) ?? [];
  const found = problems.filter(({ where }) => where.model === name && where.node === null);
  return (field, below = false) => found.find(({ where }) => isAt(where.field ?? "", field, below))?.message;
}

function ModelFacts({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const report = useCheck((state) => state.report?.models[name]);
  const entry = useDocument(({ whole }) => modelsOf(whole)[name]);
  const kind = entry?.application ?? (entry?.run ? t("model.aRun") : t("model.aGraph"));
  return (
    <dl className={css.facts}>
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
