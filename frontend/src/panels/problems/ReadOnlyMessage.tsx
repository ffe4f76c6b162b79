import { useTranslation } from "react-i18next";
import { FORMAT } from "../../document/readDocument";
import { useDocument } from "../../state/document";
import css from "./ProblemsPanel.module.css";

/** Explains why a panel is empty for a document of a newer format. */
export function ReadOnlyMessage() {
  const { t } = useTranslation("editor");
  const format = useDocument(({ document }) => document.format);
  return <p className={css.empty}>{t("newer", { format, known: FORMAT })}</p>;
}
