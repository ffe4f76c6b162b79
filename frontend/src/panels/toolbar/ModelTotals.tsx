import { Check } from "lucide-react";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { worstTone } from "../../document/problemTone";
import { TRAINING_DEFAULTS } from "../../document/training";
import { useCheck, useSortedProblems } from "../../state/check";
import { useDocument } from "../../state/document";
import { showDockTab } from "../../state/view";
import { classNames } from "../../ui/classNames";
import { lazyPart } from "../../ui/lazyPart";
import { bytesText, countText, flopsText } from "../../ui/numbers";
import { Popover } from "../../ui/overlays/Popover";
import css from "./Toolbar.module.css";

/** Few open it, so it is loaded on demand. */
const CostTable = lazyPart(async () => (await import("./CostTable")).CostTable, "cost");

/** The cost of the model, and how many problems it has. */
export function ModelTotals() {
  const { t } = useTranslation("editor");
  const report = useCheck((state) => state.report);
  const state = useCheck((check) => check.state);
  // The server answers without Keras; without the server nobody knows.
  const away = useCheck((check) => t(check.outdated ? "bar.unreachable" : "bar.unavailable"));
  const refused = useCheck((check) => check.documentError !== null);
  const sorted = useSortedProblems();
  if (report === null || sorted === null) {
    // The problems panel says why.
    return refused ? null : (
      <span className={css.totals}>{state === "unavailable" ? away : t("bar.checking")}</span>
    );
  }
  const { wrong, choices, empty } = sorted;
  const tone = worstTone(wrong) ?? worstTone(choices);
  const count = wrong.length || choices.length;
  const [label, said] =
    state === "unavailable"
      ? [away]
      : wrong.length > 0
        ? [t("bar.problems", { count })]
        : choices.length > 0
          ? [t("bar.choices", { count }), t("bar.choicesBeforeTraining", { count })]
          : [t(empty ? "bar.empty" : "bar.ready")];
  return (
    <>
      <CostSummary />
      <button
        type="button"
        className={classNames(
          css.problems,
          tone !== null && css[tone],
          empty && tone === null && css.empty,
          state !== "fresh" && css.stale,
        )}
        aria-label={said ?? label}
        title={said}
        onClick={() => showDockTab("problems")}
      >
        <span className={css.long}>{label}</span>
        <span className={css.short} aria-hidden>
          {state === "unavailable" ? "…" : count > 0 ? count : empty ? "–" : <Check size={14} />}
        </span>
      </button>
    </>
  );
}

/** Parameters, FLOPs of a row, and activation memory of a batch; a click shows all costs. */
function CostSummary() {
  const { t } = useTranslation("editor");
  const totals = useCheck((state) => state.report?.totals);
  const batch = useDocument(({ document }) => document.training?.batch_size ?? TRAINING_DEFAULTS.batch_size);
  if (totals === undefined || totals.activations === 0) return null;
  const { params } = totals;
  return (
    <Popover
      label={t("bar.costs")}
      trigger={
        <button type="button" className={classNames(css.totals, css.costs)}>
          <b>{countText(params)}</b> {t("bar.parameters", { count: params })} ·{" "}
          <b>{flopsText(totals.flops)}</b> ·{" "}
          <b title={t("bar.activations")}>{bytesText(totals.activations * batch)}</b>
        </button>
      }
    >
      <Suspense fallback={null}>
        <CostTable totals={totals} batch={batch} />
      </Suspense>
    </Popover>
  );
}
