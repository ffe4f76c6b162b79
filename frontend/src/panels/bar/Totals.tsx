import { useTranslation } from "react-i18next";
import { useCheck } from "../../store/check";
import { showTab } from "../../store/view";
import { classes } from "../../ui/classes";
import { bytesText, countText } from "../../ui/numbers";
import css from "./Bar.module.css";

/** The cost of the model, and how many problems it has. */
export function Totals() {
  const { t } = useTranslation("editor");
  const report = useCheck((state) => state.report);
  const state = useCheck((check) => check.state);
  if (report === null) {
    return (
      <span className={css.totals}>{t(state === "unavailable" ? "bar.unavailable" : "bar.checking")}</span>
    );
  }
  const { params, bytes } = report.totals;
  const errors = report.problems.filter((problem) => problem.severity === "error").length;
  const count = report.problems.length;
  return (
    <>
      {params > 0 && (
        <span className={css.totals}>
          <b>{countText(params)}</b> {t("bar.parameters", { count: params })} · <b>{bytesText(bytes)}</b>
        </span>
      )}
      <button
        type="button"
        className={classes(
          css.problems,
          errors > 0 && css.error,
          errors === 0 && count > 0 && css.warning,
          state !== "fresh" && css.stale,
        )}
        onClick={() => showTab("problems")}
      >
        {state === "unavailable"
          ? t("bar.unavailable")
          : count === 0
            ? t("bar.ready")
            : t("bar.problems", { count })}
      </button>
    </>
  );
}
