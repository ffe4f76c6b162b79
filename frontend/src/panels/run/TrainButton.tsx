import { useTranslation } from "react-i18next";
import { ariaKey, formatKey, keysOf, useKeyLabel, useKeymap } from "../../commands/keymap";
import { stopActiveRun, trainOrShowProblems } from "../../commands/trainCommands";
import { sortedProblems } from "../../document/problemTone";
import { problemText } from "../../i18n/problemText";
import { blockingProblems, useCheck } from "../../state/check";
import { useRuns } from "../../state/runs/runs";
import { useCurrentRun } from "../../state/runs/shownRuns";
import { Button } from "../../ui/Button";
import { Tooltip } from "../../ui/overlays/Tooltip";
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
  // What remains to be chosen is shown by the button itself.
  const blocked = idle && reason?.blocks === true;

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
        text={reason !== null && idle ? reason.text : t(training ? "stopHint" : "trainHint")}
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

/** Why the document cannot be trained, and whether something is wrong; `null` if it can be, or nobody knows yet. */
function useBlockingReason(): { text: string; blocks: boolean } | null {
  const { t } = useTranslation("training");
  const report = useCheck((state) => state.report);
  const unreadable = useCheck((state) => state.documentError);
  if (unreadable !== null) return { text: t("blockedUnreadable", { message: unreadable }), blocks: true };
  const errors = blockingProblems(report);
  const [first] = errors;
  if (first === undefined) return null;
  const { wrong, choices } = sortedProblems(errors);
  const [message] = wrong;
  if (message === undefined && choices.length > 0) {
    return { text: t("toChoose", { count: choices.length }), blocks: false };
  }
  const text = t("blocked", { count: wrong.length || 1, message: problemText(message ?? first) });
  return { text, blocks: true };
}
