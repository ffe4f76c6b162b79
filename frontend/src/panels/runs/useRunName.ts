import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useProject } from "../../state/project";
import type { ShownRun } from "../../state/shownRuns";

/** What a run is called: by its person or by its number, and whose it is where it is of another document. */
export function useRunName(): (run: Pick<ShownRun, "number" | "record">) => string {
  const { t } = useTranslation("compare");
  const project = useProject((state) => state.id);
  return useCallback(
    ({ number, record: { label, name, ...record } }) => {
      if (record.project === project) return label ?? t("run", { number });
      return label === null ? t("runOf", { number, name }) : t("labelOf", { label, name });
    },
    [t, project],
  );
}
