import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../i18n/problemText";
import { useCheck } from "../../state/check";

/** How long the document must be unchanged before its problems are announced. */
const ANNOUNCE_AFTER_MS = 900;

/** Announces the problems of the document to screen readers when they change. */
export function ProblemAnnouncer() {
  const { t } = useTranslation("outline");
  const problems = useCheck((state) => (state.state === "fresh" ? state.report?.problems : undefined));
  const [announced, setAnnounced] = useState<string | null>(null);
  const [first] = problems ?? [];
  const message =
    problems === undefined
      ? null
      : first === undefined
        ? t("said.none")
        : t("said.some", { count: problems.length, first: problemText(first) });
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
