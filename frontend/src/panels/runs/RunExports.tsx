import type { ExportedModel, ModelFormat } from "@schema";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isServerError } from "../../api/request";
import { exportRun, exportUrl } from "../../api/runs";
import { importedText } from "../../i18n/problemText";
import { Button } from "../../ui/Button";
import css from "./RunsPanel.module.css";

const FORMATS: readonly ModelFormat[] = [
  "weights",
  "keras-json",
  "savedmodel",
  "tflite",
  "onnx",
  "page",
  "app",
];

type Made = { found: ExportedModel } | { failed: string } | null;

/** The model of a run for other programs: each file is written when it is asked for, and compared before its download. */
export function RunExports({ id }: { id: string }) {
  const { t } = useTranslation("exports");
  const [format, setFormat] = useState<ModelFormat | null>(null);
  const [made, setMade] = useState<Made>(null);
  const write = async (chosen: ModelFormat) => {
    setFormat(chosen);
    setMade(null);
    try {
      setMade({ found: await exportRun(id, chosen) });
    } catch (error) {
      if (!isServerError(error)) throw error;
      setMade({ failed: error.message });
    }
  };
  const working = format !== null && made === null;
  return (
    <section aria-label={t("title")}>
      <p className={css.text}>{t("title")}</p>
      <div className={css.files}>
        {FORMATS.map((each) => (
          <Button
            key={each}
            small
            disabled={working}
            aria-pressed={format === each}
            onClick={() => void write(each)}
          >
            {t(each)}
          </Button>
        ))}
      </div>
      <div className={css.text} role="status">
        {working && <p>{t("working")}</p>}
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
        <a href={exportUrl(id, found.format)} download>
          {t("download")} {found.file}
        </a>{" "}
        {facts.join(" · ")}
      </p>
      <p>{importedText({ parity: found.parity })}</p>
    </>
  );
}
