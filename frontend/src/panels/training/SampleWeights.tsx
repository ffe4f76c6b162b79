import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { axesText } from "../../document/values/shape";
import { useFieldProblems } from "../../state/check";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { Field, Select } from "../../ui/Field";
import { matchingFirst, shapeMatches } from "../data/fieldMatching";
import { useSetField } from "../inspector/fields/useSetField";

/** The field of the data with the sample weights of an output. */
export function SampleWeights({ output }: { output: string }) {
  const { t } = useTranslation("training");
  const data = useDocument(({ openGraph }) => openGraph.data);
  const datasets = useDatasets((state) => state.datasets);
  const problem = useFieldProblems();
  const setField = useSetField();
  useEffect(() => {
    if (useDatasets.getState().datasets === null) void loadDatasets();
  }, []);
  const fields = datasets?.find((each) => each.name === data?.dataset)?.fields ?? [];
  // One number for each row.
  const options = matchingFirst(fields, (field) => shapeMatches(field, [])).map((field) => ({
    value: field.name,
    label: `${field.name} · ${axesText(field.shape)} ${field.dtype}`,
  }));
  return (
    <Field label={t("settings.sampleWeights")} problem={problem(`data.sample_weights.${output}`)}>
      {(control) => (
        <Select
          {...control}
          value={data?.sample_weights?.[output] ?? ""}
          options={[{ value: "", label: t("settings.allAlike") }, ...options]}
          onPick={(field) => setField(["data", "sample_weights", output], field === "" ? undefined : field)}
        />
      )}
    </Field>
  );
}
