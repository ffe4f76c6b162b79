import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../i18n/problemText";
import { useCheck } from "../../state/check";

/** A drawing is quiet for so long before what is wrong with it is read out. */
const QUIET_MS = 900;

/** Reads out the problems of the drawing when they become others. */
export function ProblemSpeaker() {
  const { t } = useTranslation("outline");
  const problems = useCheck((state) => (state.state === "fresh" ? state.report?.problems : undefined));
  const [said, setSaid] = useState<string | null>(null);
  const [first] = problems ?? [];
  const words =
    problems === undefined
      ? null
      : first === undefined
        ? t("said.none")
        : t("said.some", { count: problems.length, first: problemText(first) });
  useEffect(() => {
    if (words === null) return;
    const timer = setTimeout(() => setSaid(words), QUIET_MS);
    return () => clearTimeout(timer);
  }, [words]);
  return (
    <p className="visually-hidden" role="status" aria-label={t("title")}>
      {said}
    </p>
  );
}
