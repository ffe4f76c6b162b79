import { useState } from "react";
import { useTranslation } from "react-i18next";
import { code, modelCode } from "../../api/documents";
import { Choices } from "../../ui/Choices";
import css from "./CodePanel.module.css";
import { PythonPane } from "./PythonPane";
import { SummaryPane } from "./SummaryPane";

const KINDS = ["python", "model", "summary"] as const;
type Kind = (typeof KINDS)[number];

/** The model as a training script, its layers alone, and Keras's summary. Generated only while the panel is open. */
export function CodePanel() {
  const { t } = useTranslation("code");
  const [kind, setKind] = useState<Kind>("python");
  const choices = (
    <Choices
      label={t("label")}
      current={kind}
      options={KINDS.map((value) => ({ value, label: t(value) }))}
      onPick={setKind}
    />
  );
  return (
    <div className={css.panel}>
      {kind === "summary" ? (
        <SummaryPane choices={choices} />
      ) : (
        <PythonPane key={kind} choices={choices} write={kind === "python" ? code : modelCode} />
      )}
    </div>
  );
}
