import { useTranslation } from "react-i18next";
import { enterModel } from "../../actions/enterModel";
import { renameModel, unpack } from "../../actions/nestedModels";
import { publishModel } from "../../actions/publishModel";
import { modelsOf } from "../../document/nestedModels";
import { isFrozenModel } from "../../document/nesting/modelEntries";
import type { Json, Node } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import {
  type FieldProblem,
  firstProblem,
  type ProblemOf,
  problemsWithin,
  useCheck,
  worse,
} from "../../state/check";
import { useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { Field, TextInput } from "../../ui/Field";
import { bytesText, countText } from "../../ui/numbers";
import fields from "./fields/Fields.module.css";
import { NameField } from "./fields/NameField";
import { ParameterFields } from "./fields/ParameterFields";
import { useSetField } from "./fields/useSetField";
import css from "./Inspector.module.css";

interface NestedModelFormProps {
  name: string;
  /** The selected call; without one, the model's own graph is on the canvas. */
  call?: Node;
  problem: FieldProblem | undefined;
}

/** The nested model that all its calls share: name, settings, ports and size. */
export function NestedModelForm({ name, call, problem }: NestedModelFormProps) {
  const { t } = useTranslation("editor");
  const entry = useDocument(({ document }) => modelsOf(document)[name]);
  const application = useCatalog(({ catalog }) => catalog?.applications[entry?.application ?? ""]);
  const modelProblem = useModelProblems(name);
  const setField = useSetField();
  const set = (path: readonly string[], value: Json | undefined) =>
    setField(["models", name, ...path], value);
  return (
    <fieldset className={css.section} aria-label={t("model.entry")}>
      {call !== undefined && <h3 className={css.heading}>{t("model.entry")}</h3>}
      <div className={fields.stack}>
        <div className={fields.grid}>
          <NameField
            label={t("model.entryName")}
            name={name}
            problem={worse(problem, modelProblem(""))}
            onName={(to) => renameModel(name, to)}
            onLabel={(label) => set(["label"], label)}
          />
          {entry !== undefined && (
            <Field label={t("model.entryLabel")}>
              {(control) => (
                <TextInput
                  {...control}
                  value={entry.label ?? ""}
                  placeholder={t("inspector.labelHint")}
                  onText={(text) => set(["label"], text === "" ? undefined : text)}
                />
              )}
            </Field>
          )}
        </div>
        {application !== undefined && (
          <ParameterFields
            parameters={application.parameters}
            config={entry?.config ?? {}}
            problem={problemsWithin(modelProblem, "config")}
            onSet={(argument, value) => set(["config", argument], value)}
          />
        )}
      </div>
      <ModelFacts name={name} />
      {entry !== undefined && (
        <div className={css.actions}>
          {call !== undefined && (
            <>
              <Button onClick={() => enterModel(call.id)}>{t("model.enter")}</Button>
              <Button onClick={() => void unpack(call.id)}>{t("model.unpack")}</Button>
            </>
          )}
          <Button onClick={() => void publishModel(name)}>{t("model.publish")}</Button>
        </div>
      )}
    </fieldset>
  );
}

/** The problems of a nested model itself, independent of its calls. */
function useModelProblems(name: string): ProblemOf {
  const problems = useCheck((state) => state.report?.problems) ?? [];
  const found = problems.filter(({ where }) => where.model === name && where.node === null);
  return (field, below = false) => firstProblem(found, field, below);
}

function ModelFacts({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const report = useCheck((state) => state.report?.models[name]);
  const entry = useDocument(({ document }) => modelsOf(document)[name]);
  const frozen = useDocument(({ document }) => isFrozenModel(document, name));
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
          <dd>{countText(frozen ? 0 : report.totals.trainable)}</dd>
          <dt>{t("model.weights")}</dt>
          <dd>{bytesText(report.totals.bytes)}</dd>
        </>
      )}
    </dl>
  );
}
