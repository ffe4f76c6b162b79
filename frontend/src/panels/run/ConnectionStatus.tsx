import { useTranslation } from "react-i18next";
import type { ShownRun } from "../../state/runs/shownRuns";
import css from "./RunFacts.module.css";

/** Says that the connection to the server is lost, and since when. The run itself continues. */
export function ConnectionStatus({ run }: { run: ShownRun }) {
  const { t, i18n } = useTranslation("charts");
  if (run.connected) return null;
  if (run.signedOut) return <p className={css.disconnected}>{t("signedOut")}</p>;
  const since = new Date(run.disconnectedAt ?? Date.now());
  const time = since.toLocaleTimeString(i18n.language, { hour: "2-digit", minute: "2-digit" });
  return <p className={css.disconnected}>{t("lost", { time })}</p>;
}
