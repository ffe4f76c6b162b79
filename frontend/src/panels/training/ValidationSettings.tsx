import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { TRAINING_DEFAULTS, trainingOf } from "../../document/training";
import type { Json } from "../../document/types";
import { useFieldProblems } from "../../state/check";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { NumberField } from "../inspector/fields/NumberField";
import { useSetField } from "../inspector/fields/useSetField";
import css from "./Settings.module.css";
import { SplitSettings } from "./SplitSettings";

/** The validation data: a share of the data set, or another data set. */
export function ValidationSettings() {
  const { t } = useTranslation("training");
  const validation = useDocument(({ openGraph }) => trainingOf(openGraph).validation);
  const datasets = useDatasets((state) => state.datasets) ?? [];
  const problem = useFieldProblems();
  const setField = useSetField();
  useEffect(() => {
    if (useDatasets.getState().datasets === null) void loadDatasets();
  }, []);
  const datasetName = validation?.dataset ?? "";
  // A document may have both, though only one can apply: then both are shown, with the checker's problem.
  const split = useDocument(({ openGraph }) => openGraph.data?.split);
  const showsSplit =
    (datasetName === "" && !split) ||
    (validation?.split ?? TRAINING_DEFAULTS.split) !== TRAINING_DEFAULTS.split;
  const others = datasets.filter((each) => !each.follows_model);
  return (
    <div className={css.form}>
      <Field label={t("settings.validationRows")} problem={problem("training.validation.dataset")}>
        {(control) => (
          <Select
            {...control}
            value={datasetName}
            options={[
              { value: "", label: t("settings.aShare") },
              ...others.map(({ name, title }) => ({
                value: name,
                label: title,
                group: t("settings.aDataset"),
              })),
            ]}
            onPick={(name) =>
              setField(["training", "validation"], name === "" ? undefined : { dataset: name })
            }
          />
        )}
      </Field>
      {datasetName !== "" && <p className={css.hint}>{t("settings.datasetHint")}</p>}
      {showsSplit && (
        <NumberField
          label={t("settings.split")}
          hint={t("settings.splitHint")}
          type="float"
          value={validation?.split as Json | undefined}
          fallback={TRAINING_DEFAULTS.split}
          problem={problem("training.validation.split")}
          onValue={(value) => setField(["training", "validation", "split"], value)}
        />
      )}
      <SplitSettings validatesOnDataset={datasetName !== ""} />
    </div>
  );
}
