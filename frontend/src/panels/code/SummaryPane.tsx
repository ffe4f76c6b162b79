import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { summary } from "../../api/documents";
import type { Document } from "../../document/types";
import css from "./CodePanel.module.css";
import { TextPane } from "./TextPane";
import { useGeneratedText } from "./useGeneratedText";

const fetchSummary = async (document: Document, signal: AbortSignal) =>
  (await summary(document, signal)).text;

/** Keras's summary of the model. */
export function SummaryPane({ choices }: { choices: ReactNode }) {
  const { t } = useTranslation("code");
  const { text, failed, busy } = useGeneratedText(fetchSummary);
  return (
    <TextPane choices={choices} text={text} failed={failed} extension=".txt">
      {text !== null && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        <section className={css.scroll} tabIndex={0} aria-label={t("summaryText")} aria-busy={busy}>
          <pre className={css.table} data-old={failed !== null}>
            {text}
          </pre>
        </section>
      )}
    </TextPane>
  );
}
