import { useTranslation } from "react-i18next";
import { useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { countText } from "../../ui/numbers";

/** The number of rows of the data set as text, once the data sets are loaded. */
export function useDatasetRows(enabled: boolean): string {
  const { t } = useTranslation("training");
  const dataset = useDocument(({ openGraph }) => (enabled ? openGraph.data?.dataset : undefined));
  const count = useDatasets(({ datasets }) =>
    dataset === undefined ? undefined : datasets?.find((each) => each.name === dataset)?.rows,
  );
  return count === undefined ? "" : ` · ${t("data.rows", { count, text: countText(count) })}`;
}
