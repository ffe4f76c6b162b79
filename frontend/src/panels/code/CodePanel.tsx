import { Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { code, modelCode } from "../../api/documents";
import { useDocument } from "../../state/document";
import { Choices } from "../../ui/Choices";
import { lazyPart } from "../../ui/lazyPart";
import css from "./CodePanel.module.css";
import { PythonPane } from "./PythonPane";
import { SummaryPane } from "./SummaryPane";

const ScriptPane = lazyPart(async () => (await import("./script/ScriptPane")).ScriptPane, "code");
const KINDS = ["python", "model", "summary"] as const;
type Kind = (typeof KINDS)[number];

/** The model as a training script, its layers alone, and Keras's summary. Generated only while the panel is open; a
 * person's own script takes the place of the first. */
export function CodePanel() {
  const { t } = useTranslation("code");
  const [kind, setKind] = useState<Kind>("python");
  const script = useDocument((state) => state.document.script?.text);
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
      ) : kind === "python" && script !== undefined ? (
        <Suspense fallback={null}>
          <ScriptPane choices={choices} text={script} />
        </Suspense>
      ) : (
        <PythonPane
          key={kind}
          choices={choices}
          write={kind === "python" ? code : modelCode}
          editable={kind === "python"}
        />
      )}
    </div>
  );
}
