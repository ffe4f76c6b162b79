import type { ExportedModel, ModelFormat, Parity, ParityLine } from "@schema";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { exportUrl } from "../../api/runs";
import type { Document } from "../../document/types";
import { parityText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import css from "./RunsPanel.module.css";
import { useExport } from "./useExport";

const FORMATS: readonly ModelFormat[] = [
  "weights",
  "keras-json",
  "savedmodel",
  "tflite",
  "tflite-int8",
  "onnx",
  "page",
  "app",
];

/** Layers on which the converter to 8 bits crashes, also inside a wrapper. */
const RECURRENT = [
  "LSTM",
  "GRU",
  "SimpleRNN",
  "RNN",
  "ConvLSTM1D",
  "ConvLSTM2D",
  "ConvLSTM3D",
  "Bidirectional",
];

interface RunExportsProps {
  id: string;
  /** The document that was trained, once it is here. */
  snapshot: Document | undefined;
}

/** The model of a run for other programs: each file is written when it is asked for, and compared before its download. */
export function RunExports({ id, snapshot }: RunExportsProps) {
  const { t } = useTranslation("exports");
  const recurrent = useMemo(() => hasLayer(snapshot, RECURRENT), [snapshot]);
  const { format, made, phase, write, stop } = useExport(id);
  const working = format !== null && made === null;
  return (
    <section aria-label={t("title")}>
      <p className={css.text}>{t("title")}</p>
      <div className={css.files}>
        {FORMATS.map((each) => (
          <Button
            key={each}
            small
            disabled={working || (each === "tflite-int8" && recurrent)}
            aria-pressed={format === each}
            onClick={() => write(each)}
          >
            {t(each)}
            {each === "tflite-int8" && recurrent && ` (${t("recurrent")})`}
          </Button>
        ))}
      </div>
      <div className={css.text} role="status">
        {working && (
          <p className={css.files}>
            {t(`phase.${phase}`)}
            <Button small onClick={stop}>
              {t("stop")}
            </Button>
          </p>
        )}
        {made !== null && "failed" in made && <p>{made.failed}</p>}
        {made !== null && "found" in made && <ExportResult id={id} found={made.found} />}
      </div>
    </section>
  );
}

function ExportResult({ id, found }: { id: string; found: ExportedModel }) {
  const { t } = useTranslation("exports");
  const facts = [
    t("size", { kilobytes: Math.ceil(found.bytes / 1000).toLocaleString() }),
    ...(found.milliseconds == null ? [] : [t("speed", { milliseconds: found.milliseconds })]),
  ];
  return (
    <>
      <p>
        <a className={css.download} href={exportUrl(id, found.format)} download>
          {t("download")} {found.file}
        </a>{" "}
        {facts.join(" · ")}
      </p>
      <p>{parityText(comparedLines(found.parity))}</p>
    </>
  );
}

/** What was compared; of a file that cannot be, why its outputs were not. */
function comparedLines({ params, layers, weights, outputs }: Parity): readonly ParityLine[] {
  return [...[params, layers, weights].filter(({ state }) => state !== "not_compared"), outputs];
}

/** Whether a value of a document names one of the layers, anywhere in it. */
function hasLayer(value: unknown, layers: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(
    ([key, part]) => (key === "layer" && layers.includes(part as string)) || hasLayer(part, layers),
  );
}
