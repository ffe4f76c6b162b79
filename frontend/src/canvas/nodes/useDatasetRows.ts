import { useTranslation } from "react-i18next";
import { windowCount } from "../../document/windows";
import { useCheck } from "../../state/check";
import { useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { countText } from "../../ui/numbers";

/** The number of rows that the document uses of its data set, or of windows of them, as text, once it is known. */
export function useDatasetRows(enabled: boolean): string {
  const { t } = useTranslation("training");
  const dataset = useDocument(({ openGraph }) => (enabled ? openGraph.data?.dataset : undefined));
  const whole = useDatasets(({ datasets }) =>
    dataset === undefined ? undefined : datasets?.find((each) => each.name === dataset)?.rows,
  );
  const used = useCheck(({ report }) => report?.rows?.rows);
  const windows = useCheck(({ report }) => windowCount(report?.rows ?? null));
  if (whole === undefined) return "";
  const count = windows ?? used ?? whole;
  return ` · ${t(windows === null ? "data.rows" : "data.windows", { count, text: countText(count) })}`;
}
