import { useTranslation } from "react-i18next";
import type { ShownRun } from "../../state/runs/shownRuns";
import css from "./RunFacts.module.css";

/** Which attempt of a resumed run this is, and what it went on from. */
export function AttemptText({ run: { view } }: { run: ShownRun }) {
  const { t } = useTranslation("charts");
  const { attempt, restored } = view;
  if (restored === null) return null;
  const { name, epoch, batch, damaged } = restored;
  const from = name === null ? "attempt.restarted" : batch > 0 ? "attempt.withinEpoch" : "attempt.afterEpoch";
  return (
    <>
      <p>{t(from, { attempt, epoch: batch > 0 ? epoch + 1 : epoch, batch })}</p>
      {damaged.length > 0 && (
        <p className={css.disconnected}>{t("attempt.damaged", { count: damaged.length })}</p>
      )}
    </>
  );
}
