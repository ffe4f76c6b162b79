import type { RunRecord } from "@schema";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { useProject } from "../../state/project";

/** The name of a run: its label or number, with the document if that is another one. */
export function useRunName(): (run: RunRecord) => string {
  const { t } = useTranslation("compare");
  const project = useProject((state) => state.id);
  return useCallback(
    ({ number, label, name, ...record }) => {
      if (record.project === project) return label ?? t("run", { number });
      return label === null ? t("runOf", { number, name }) : t("labelOf", { label, name });
    },
    [t, project],
  );
}
