import { useTranslation } from "react-i18next";
import type { ShownRun } from "../../state/shownRuns";
import css from "./RunFacts.module.css";

/** That the server is not heard, and since when: the run does not hang on that. */
export function ConnectionStatus({ run }: { run: ShownRun }) {
  const { t, i18n } = useTranslation("charts");
  if (run.connected) return null;
  if (run.signedOut) return <p className={css.lost}>{t("signedOut")}</p>;
  const since = new Date(run.disconnectedAt ?? Date.now());
  const time = since.toLocaleTimeString(i18n.language, { hour: "2-digit", minute: "2-digit" });
  return <p className={css.lost}>{t("lost", { time })}</p>;
}
