import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { PlotTexts } from "./plot";

/** The texts of a plot, in the language of the page. */
export function usePlotText(): PlotTexts {
  const { t } = useTranslation("charts");
  return useMemo(
    () => ({
      epoch: (number) => t("epoch", { number }),
      batch: (number) => t("batch", { number }),
      best: t("best"),
      notFinite: (name, was) => t("notFinite", { name, was: t(`was.${was}`) }),
    }),
    [t],
  );
}
