import { useState } from "react";
import { useTranslation } from "react-i18next";
import { CURRENT_DOCUMENT } from "../../state/difference";
import { useDocument } from "../../state/document";
import { useRuns } from "../../state/runs/runs";
import type { ShownRun } from "../../state/runs/shownRuns";
import { Select } from "../../ui/Field";
import css from "./Comparison.module.css";
import { DocumentDiff } from "./DocumentDiff";

interface PairDiffProps {
  runs: readonly ShownRun[];
  names: readonly string[];
}

/** The differences between the graphs of two runs, or of a run and the open document. */
export function PairDiff({ runs, names }: PairDiffProps) {
  const { t } = useTranslation("compare");
  const snapshots = useRuns((state) => state.snapshots);
  const drawing = useDocument((state) => state.document);
  const [from, setFrom] = useState(runs[0]?.id ?? CURRENT_DOCUMENT);
  const [to, setTo] = useState(runs[1]?.id ?? CURRENT_DOCUMENT);
  const options = [
    ...runs.map(({ id }, index) => ({ value: id, label: names[index] ?? id })),
    { value: CURRENT_DOCUMENT, label: t("drawing") },
  ];
  const sideOf = (id: string) => ({
    id,
    name: options.find(({ value }) => value === id)?.label ?? id,
    document: id === CURRENT_DOCUMENT ? drawing : snapshots[id],
  });
  return (
    <>
      <div className={css.pair}>
        <Select aria-label={t("from")} value={from} options={options} onPick={setFrom} />
        <span aria-hidden>→</span>
        <Select aria-label={t("to")} value={to} options={options} onPick={setTo} />
      </div>
      <DocumentDiff from={sideOf(from)} to={sideOf(to)} />
    </>
  );
}
