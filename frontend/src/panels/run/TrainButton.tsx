import { useTranslation } from "react-i18next";
import { ariaKey, formatKey, keysOf, useKeyLabel, useKeymap } from "../../commands/keymap";
import { stopActiveRun, trainOrShowProblems } from "../../commands/trainCommands";
import { problemText } from "../../i18n/problemText";
import { blockingProblems, useCheck } from "../../state/check";
import { useRuns } from "../../state/runs";
import { useCurrentRun } from "../../state/shownRuns";
import { Button } from "../../ui/Button";
import { Tooltip } from "../../ui/Tooltip";
import css from "./TrainButton.module.css";

/** Starts training, or stops the current run. If it cannot, its tooltip says why. */
export function TrainButton() {
  const { t } = useTranslation("training");
  const run = useCurrentRun();
  const starting = useRuns((state) => state.starting);
  const refused = useRuns((state) => state.error);
  const reason = useBlockingReason();
  const training = run?.active === true;
  const stopping = run?.view.phase.at === "stopping";
  const idle = !training && !starting;
  const [key] = useKeymap(({ changed }) => keysOf("train.start", changed));
  const stopKey = useKeyLabel("train.stop");
  const blocked = idle && reason !== null;

  const onClick = () => {
    if (training) stopActiveRun();
    else if (!starting) trainOrShowProblems();
  };

  const label = starting ? t("startingButton") : stopping ? t("stopping") : training ? t("stop") : t("train");
  return (
    <>
      {refused !== null && (
        <p className={css.refused} role="alert" title={refused}>
          {refused}
        </p>
      )}
      <Tooltip
        text={reason !== null && idle ? reason : t(training ? "stopHint" : "trainHint")}
        keys={training ? stopKey : key && formatKey(key)}
      >
        <Button
          look={training ? "normal" : "primary"}
          className={css.train}
          data-tour="train"
          aria-disabled={blocked || starting || stopping}
          aria-keyshortcuts={key === undefined ? undefined : ariaKey(key)}
          onClick={onClick}
        >
          {label}
          {idle && key !== undefined && (
            <kbd className={css.keys} aria-hidden>
              {formatKey(key)}
            </kbd>
          )}
        </Button>
      </Tooltip>
    </>
  );
}

/** Why the document cannot be trained, as text; `null` if it can, or if that is not known yet. */
function useBlockingReason(): string | null {
  const { t } = useTranslation("training");
  const report = useCheck((state) => state.report);
  const unreadable = useCheck((state) => state.documentError);
  if (unreadable !== null) return t("blockedUnreadable", { message: unreadable });
  const errors = blockingProblems(report);
  const [first] = errors;
  return first === undefined ? null : t("blocked", { count: errors.length, message: problemText(first) });
}
