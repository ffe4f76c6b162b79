import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { chooseDataset } from "../../actions/chooseDataset";
import { withJoined } from "../../document/joins";
import { useCheck, useFieldProblems, worse } from "../../state/check";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { countText } from "../../ui/numbers";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./DataPanel.module.css";
import { DatasetButtons } from "./DatasetButtons";
import { DroppedRows } from "./DroppedRows";
import { FieldBindings } from "./FieldBindings";
import { FieldTable } from "./FieldTable";
import { JoinedTables } from "./JoinedTables";
import { RecipesSection } from "./recipes/RecipesSection";
import { WindowSettings } from "./WindowSettings";

/** The panel of the data set: its fields, and what they are bound to. */
export function DataPanel() {
  const { t } = useTranslation(["training", "descriptions"]);
  const { datasets, failed } = useDatasets();
  const datasetName = useDocument(({ openGraph }) => openGraph.data?.dataset ?? "");
  const rows = useCheck((state) => state.report?.rows ?? null);
  const problem = useFieldProblems();
  const setField = useSetField();
  useEffect(() => void loadDatasets(), []);
  if (datasets === null) {
    return (
      <p className={css.empty}>
        {failed === null ? t("data.loading") : t("data.failed", { message: failed })}
      </p>
    );
  }
  const own = datasets.find((each) => each.name === datasetName);
  const dataset = own && withJoined(own, rows);
  return (
    <form className={css.panel} onSubmit={(event) => event.preventDefault()}>
      <section className={css.choice}>
        <Field label={t("data.title")} problem={worse(problem("data.dataset"), problem("data"))}>
          {(control) => (
            <Select
              {...control}
              value={datasetName}
              options={[
                { value: "", label: t("data.none") },
                ...datasets.map(({ name, title }) => ({
                  value: name,
                  label: t(`descriptions:datasets.${name}.title`, { defaultValue: title }),
                })),
              ]}
              onPick={(name) => {
                if (name === "") setField(["data", "dataset"], undefined);
                else void chooseDataset(name);
              }}
            />
          )}
        </Field>
        <DatasetButtons dataset={dataset} />
        {dataset === undefined ? (
          <p className={css.text}>
            {datasetName === "" ? t("data.choose") : t("data.unknownDataset", { name: datasetName })}
          </p>
        ) : (
          <>
            <p className={css.text}>
              {t(`descriptions:datasets.${dataset.name}.text`, { defaultValue: dataset.text })}
            </p>
            <p className={css.text}>
              {t("data.rows", { count: dataset.rows, text: countText(dataset.rows) })}
            </p>
          </>
        )}
      </section>
      <FieldBindings dataset={dataset} />
      {own !== undefined && !own.follows_model && <JoinedTables dataset={own} />}
      {dataset !== undefined && !dataset.follows_model && <DroppedRows dataset={dataset} />}
      {dataset !== undefined && !dataset.follows_model && <WindowSettings dataset={dataset} />}
      <RecipesSection dataset={dataset} />
      {dataset !== undefined &&
        (dataset.follows_model ? (
          <p className={css.text}>{t("data.follows")}</p>
        ) : (
          <FieldTable fields={dataset.fields} />
        ))}
    </form>
  );
}
