import type { RunRecord } from "@schema";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { chooseRun, loadEarlierRuns } from "../../actions/followRuns";
import { leastLoss } from "../../run/bestEpoch";
import type { RunView } from "../../run/state";
import { loadAllRuns, useComparison } from "../../state/comparison";
import { useProject } from "../../state/project";
import { useRuns } from "../../state/runs";
import { upToDate } from "../../state/shownRuns";
import { Button } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import { RunComparison } from "./RunComparison";
import { RunDetails } from "./RunDetails";
import css from "./RunsPanel.module.css";
import { RunTable } from "./RunTable";

/** A record updated by the events that arrived since it was read. */
function withLiveState(run: RunRecord, view: RunView | undefined): RunRecord {
  const now = upToDate(run, view);
  return view === undefined ? now : { ...now, best_loss: leastLoss(view) ?? now.best_loss };
}

/** The panel of all runs of this project: details of one, or a comparison. */
export function RunsPanel() {
  const { t } = useTranslation("compare");
  const known = useRuns((state) => state.runs);
  const hasEarlier = useRuns((state) => state.hasEarlierRuns);
  const followed = useRuns((state) => state.followed);
  const chosen = useComparison((state) => state.chosen);
  const all = useComparison((state) => state.allRuns);
  const project = useProject((state) => state.id);
  const runs = useMemo(
    () => known?.map((run) => withLiveState(run, followed[run.id]?.view)) ?? null,
    [known, followed],
  );
  const others = useMemo(() => all?.filter((run) => run.project !== project) ?? null, [all, project]);
  const [picked, setPicked] = useState<string | null>(null);
  if (runs === null) return <p className={css.empty}>{t("training:runs.loading")}</p>;
  const open = [...runs, ...(others ?? [])].find((run) => run.id === picked) ?? runs[0];
  return (
    <div className={css.panel}>
      <div className={classNames(css.scroll, chosen.length > 1 && css.narrow)}>
        {runs.length === 0 && <p className={css.empty}>{t("training:runs.none")}</p>}
        {(runs.length > 0 || (others ?? []).length > 0) && (
          <RunTable
            runs={runs}
            others={others ?? []}
            open={open?.id ?? ""}
            onOpen={(id) => {
              chooseRun(id);
              setPicked(id);
            }}
          />
        )}
        <p className={css.footer}>
          {hasEarlier && (
            <Button small look="quiet" onClick={() => void loadEarlierRuns()}>
              {t("earlier")}
            </Button>
          )}
          {chosen.length < 2 && runs.length > 1 && t("hint")}
          {others === null && (
            <Button small look="quiet" onClick={() => void loadAllRuns()}>
              {t("others")}
            </Button>
          )}
          {others?.length === 0 && t("noOthers")}
        </p>
      </div>
      {chosen.length > 1 ? (
        <RunComparison ids={chosen} />
      ) : (
        open !== undefined && <RunDetails key={open.id} id={open.id} />
      )}
    </div>
  );
}
