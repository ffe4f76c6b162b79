import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { allChoices, type Choice, publishedChoices } from "../../document/add/paletteSearch";
import { useCatalog } from "../../state/catalog";
import { useRecentLayers } from "../../state/palette";
import { usePublished } from "../../state/runs/publishedModels";
import { useRuns } from "../../state/runs/runs";
import { upToDate } from "../../state/runs/shownRuns";

/** The items of the palette, and the names of those added last. */
export function usePaletteChoices(): { choices: readonly Choice[]; recent: readonly string[] } {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const published = usePublished((state) => state.published);
  const runs = useRuns((state) => state.runs);
  const followed = useRuns((state) => state.followed);
  const recent = useRecentLayers((state) => state.layers);
  const choices = useMemo(() => {
    if (catalog === null) return [];
    const trained = (runs ?? []).flatMap((run, index): Choice[] => {
      if (upToDate(run, followed[run.id]?.view).state !== "completed") return [];
      const number = (runs?.length ?? 0) - index;
      return [
        {
          id: `run ${run.id}`,
          addition: { kind: "run", run: run.id, name: `run_${number}` },
          title: run.label ?? t("palette.run", { number }),
          text: t("palette.runText"),
          family: "model",
        },
      ];
    });
    return [
      ...publishedChoices(published, t("palette.publishedText")),
      ...trained,
      ...allChoices(catalog, { input: t("palette.input"), output: t("palette.output") }),
    ];
  }, [catalog, published, runs, followed, t]);
  return { choices, recent };
}
