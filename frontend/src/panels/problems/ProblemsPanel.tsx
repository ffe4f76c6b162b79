import type { Problem, Where } from "@schema";
import { useTranslation } from "react-i18next";
import { applyFix, applyToAll } from "../../actions/applyFix";
import { type AlikeFix, alikeFixes } from "../../document/alikeFixes";
import { findNode, titleOf } from "../../document/graph";
import { modelAsDocument } from "../../document/nestedModels";
import { entryTitle } from "../../document/nesting/modelEntries";
import { sortedProblems, toneOf } from "../../document/problemTone";
import type { Document } from "../../document/types";
import { fixTitle, problemText } from "../../i18n/problemText";
import { useCheck } from "../../state/check";
import { useDocument } from "../../state/document";
import { showProblemHelp } from "../../state/help";
import { focusLocation, showDockTab } from "../../state/view";
import { Button } from "../../ui/Button";
import { classNames } from "../../ui/classNames";
import css from "./ProblemsPanel.module.css";

/** All problems in the checker's order; a click selects the node, and fixes are buttons. */
export function ProblemsPanel() {
  const { t } = useTranslation("problems");
  const { report, documentError } = useCheck();
  if (documentError !== null) return <p className={css.empty}>{t("refused", { message: documentError })}</p>;
  if (report === null) return <p className={css.empty}>{t("firstCheck")}</p>;
  const { wrong, choices, empty } = sortedProblems(report.problems);
  if (wrong.length + choices.length === 0) {
    return <p className={css.empty}>{t(empty ? "empty" : "none")}</p>;
  }
  return (
    <>
      {wrong.length > 0 && <ProblemList title={t("title")} problems={wrong} />}
      {choices.length > 0 && (
        <>
          <h3 className={css.heading}>{t("choices", { count: choices.length })}</h3>
          <ProblemList title={t("choices", { count: choices.length })} problems={choices} />
        </>
      )}
    </>
  );
}

const NO_FIXES: readonly AlikeFix[] = [];

function ProblemList({ title, problems }: { title: string; problems: readonly Problem[] }) {
  const alike = alikeFixes(problems);
  return (
    <ul className={css.list} aria-label={title}>
      {problems.map((problem, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole, and has no other order.
        <ProblemRow key={index} problem={problem} alike={alike.get(problem) ?? NO_FIXES} />
      ))}
    </ul>
  );
}

interface ProblemRowProps {
  problem: Problem;
  /** The fixes that other problems in the list offer too. */
  alike: readonly AlikeFix[];
}

function ProblemRow({ problem, alike }: ProblemRowProps) {
  const { t } = useTranslation("problems");
  const location = useDocument(({ document }) => locationText(document, problem.where));
  const tone = toneOf(problem);
  const headline = t(`headline.${problem.code}`, { defaultValue: problem.code });
  const text = (
    <>
      <span className={classNames(css.badge, tone !== "error" && css[tone])} aria-hidden>
        {tone === "choice" ? "?" : "!"}
      </span>
      <span className={css.body}>
        <span className={css.headline}>
          <span className="visually-hidden">{t(`severity.${tone}`)} </span>
          {headline}
          {location !== null && <span className={css.location}>{location}</span>}
        </span>
        <span className={css.text}>{problemText(problem)}</span>
      </span>
    </>
  );
  return (
    <li className={css.row}>
      {location === null ? (
        <div className={css.link}>{text}</div>
      ) : (
        <button type="button" className={css.link} onClick={() => focusLocation(problem.where)}>
          {text}
        </button>
      )}
      <span className={css.fixes}>
        {problem.fixes.map((fix) => (
          <Button key={fix.title} small onClick={() => applyFix(problem, fix)}>
            {fixTitle(fix)}
          </Button>
        ))}
        {alike.map(({ fix, count }) => (
          <Button key={`all ${fix.title}`} small onClick={() => applyToAll(problem, fix)}>
            {t("applyToAll", { count, fix: fixTitle(fix) })}
          </Button>
        ))}
        {problem.code === "data.unbound" && tone === "choice" && (
          <Button small onClick={() => showDockTab("data")}>
            {t("chooseData")}
          </Button>
        )}
        <Button small look="quiet" onClick={() => showProblemHelp(problem.code)}>
          {t("explain")}
        </Button>
      </span>
    </li>
  );
}

/** `tower › hidden`; `null` if there is nothing to select. */
function locationText(document: Document, where: Where): string | null {
  const graph = where.model ? modelAsDocument(document, where.model) : document;
  const id = where.node ?? where.edge?.target;
  const node = graph === null || !id ? undefined : findNode(graph, id);
  const inside = where.model ? [entryTitle(document, where.model)] : [];
  if (graph === null || (node === undefined && inside.length === 0)) return null;
  return [...inside, ...(node === undefined ? [] : [titleOf(graph, node)])].join(" › ");
}
