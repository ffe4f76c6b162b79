import type { Problem } from "@schema";
import { useTranslation } from "react-i18next";
import { applyFix } from "../../actions/applyFix";
import { type Tone, toneOf } from "../../document/problemTone";
import { fixTitle, problemText } from "../../i18n/problemText";
import { openModel, useDocument } from "../../state/document";
import { showProblemHelp } from "../../state/help";
import { focusLocation } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { Notice } from "../../ui/Notice";
import { Popover } from "../../ui/overlays/Popover";
import css from "./ProblemBadge.module.css";

interface ProblemBadgeProps {
  nodeTitle: string;
  problems: readonly Problem[];
  tone: Tone;
}

/** Badge on a node with problems; opens them with their fixes. */
export function ProblemBadge({ nodeTitle, problems, tone }: ProblemBadgeProps) {
  const { t } = useTranslation(["editor", "problems"]);
  const label = t(tone === "choice" ? "editor:node.choices" : "editor:node.problems", {
    count: problems.length,
    node: nodeTitle,
  });
  return (
    <Popover
      label={label}
      side="right"
      trigger={
        <button
          type="button"
          className={classNames("nodrag nopan", css.badge, tone !== "error" && css[tone])}
          aria-label={label}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {tone === "choice" ? "?" : "!"}
        </button>
      }
    >
      {problems.map((problem, index) => (
        <Notice
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and has no other order.
          key={index}
          tone={toneOf(problem)}
          headline={t(`problems:headline.${problem.code}`, { defaultValue: problem.code })}
          text={problemText(problem)}
          explain={{ title: t("problems:explain"), onPick: () => showProblemHelp(problem.code) }}
          fixes={[
            ...(isInOtherGraph(problem)
              ? [{ title: t("editor:node.show"), onPick: () => focusLocation(problem.where) }]
              : []),
            ...problem.fixes.map((fix) => ({
              title: fixTitle(fix),
              onPick: () => applyFix(problem, fix),
            })),
          ]}
        />
      ))}
    </Popover>
  );
}

/** Whether the problem is in a nested model that is not open. */
function isInOtherGraph({ where }: Problem): boolean {
  return (where.model ?? null) !== openModel(useDocument.getState());
}
