import type { Checkpoint, PredictionField } from "@schema";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { encodedRow } from "../../run/encodedRow";
import { curlSnippet, pythonSnippet, type Row } from "../../run/predictionRow";
import { Button } from "../../ui/Button";
import { Choices } from "../../ui/Choices";
import css from "./PredictPanel.module.css";

const COPIED_MS = 1500;

interface RequestSnippetProps {
  id: string;
  row: Row;
  fields: readonly PredictionField[];
  checkpoint: Checkpoint;
}

/** The same question as a command or a script, to be copied. */
export function RequestSnippet({ id, row, fields, checkpoint }: RequestSnippetProps) {
  const { t } = useTranslation("predict");
  const [language, setLanguage] = useState<"curl" | "python">("curl");
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), COPIED_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const write = language === "curl" ? curlSnippet : pythonSnippet;
  const text = write(window.location.origin, id, {
    rows: [encodedRow(row, fields)],
    ...(checkpoint === "last" ? {} : { checkpoint }),
  });
  return (
    <details className={css.snippet}>
      <summary>{t("snippet")}</summary>
      <div className={css.top}>
        <Choices
          label={t("language")}
          current={language}
          options={[
            { value: "curl", label: "curl" },
            { value: "python", label: "Python" },
          ]}
          onPick={setLanguage}
        />
        <Button small onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          <span aria-live="polite">{t(copied ? "copied" : "copy")}</span>
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keys */}
      <pre className={css.code} tabIndex={0}>
        {text}
      </pre>
    </details>
  );
}
