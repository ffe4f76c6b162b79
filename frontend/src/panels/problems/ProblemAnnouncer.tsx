import { useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { sortedProblems } from "../../document/problemTone";
import { problemText } from "../../i18n/problemText";
import { useCheck } from "../../state/check";

/** How long the document must be unchanged before its problems are announced. */
const ANNOUNCE_AFTER_MS = 900;

/** Announces the problems of the document to screen readers when they change. */
export function ProblemAnnouncer() {
  const { t } = useTranslation("outline");
  const problems = useCheck((state) => (state.state === "fresh" ? state.report?.problems : undefined));
  const [announced, setAnnounced] = useState<string | null>(null);
  const message = useMemo(() => {
    if (problems === undefined) return null;
    const { wrong, choices, empty } = sortedProblems(problems);
    const [first] = wrong;
    if (first !== undefined) return t("said.some", { count: wrong.length, first: problemText(first) });
    if (choices.length > 0) return t("said.choices", { count: choices.length });
    return t(empty ? "said.empty" : "said.none");
  }, [problems, t]);
  useEffect(() => {
    if (message === null) return;
    const timer = setTimeout(() => setAnnounced(message), ANNOUNCE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <p className="visually-hidden" role="status" aria-label={t("title")}>
      {announced}
    </p>
  );
}
