import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { upToDate } from "../../store/currentRun";
import { follow, useRuns } from "../../store/runs";
import { RunDetails } from "./RunDetails";
import css from "./RunsPanel.module.css";
import { RunTable } from "./RunTable";

/** Every run of this model; one of them opened. */
export function RunsPanel() {
  const { t } = useTranslation("training");
  const known = useRuns((state) => state.runs);
  const followed = useRuns((state) => state.followed);
  const runs = useMemo(
    () => known?.map((run) => upToDate(run, followed[run.id]?.view)) ?? null,
    [known, followed],
  );
  const [picked, setPicked] = useState<string | null>(null);
  if (runs === null) return <p className={css.calm}>{t("runs.loading")}</p>;
  const [newest] = runs;
  if (newest === undefined) return <p className={css.calm}>{t("runs.none")}</p>;
  const open = runs.find((run) => run.id === picked) ?? newest;
  return (
    <div className={css.panel}>
      <RunTable
        runs={runs}
        open={open.id}
        onOpen={(id) => {
          follow(id);
          setPicked(id);
        }}
      />
      <RunDetails key={open.id} id={open.id} />
    </div>
  );
}
