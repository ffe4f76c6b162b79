import { useTranslation } from "react-i18next";
import { nodesOf } from "../../document/graph";
import { useCheck } from "../../store/check";
import { useDocument } from "../../store/document";
import { bytesText, countText } from "../../ui/numbers";
import css from "./Inspector.module.css";

/** With nothing selected: the model as a whole, and how to go on. */
export function DocumentInspector() {
  const { t } = useTranslation("editor");
  const totals = useCheck((state) => state.report?.totals);
  const name = useDocument(({ document }) => document.name);
  const empty = useDocument(({ document }) => nodesOf(document).length === 0);
  return (
    <>
      <h2 className={css.title}>{name}</h2>
      {totals !== undefined && !empty && (
        <dl className={css.facts}>
          <dt>{t("model.layers")}</dt>
          <dd>{countText(totals.layers)}</dd>
          <dt>{t("model.parameters")}</dt>
          <dd>{countText(totals.params)}</dd>
          <dt>{t("model.trainable")}</dt>
          <dd>{countText(totals.trainable)}</dd>
          <dt>{t("model.weights")}</dt>
          <dd>{bytesText(totals.bytes)}</dd>
        </dl>
      )}
      <h3 className={css.heading}>{t("help.title")}</h3>
      <ul className={css.help}>
        {(["add", "connect", "drop", "delete", "undo"] as const).map((line) => (
          <li key={line}>{t(`help.${line}`)}</li>
        ))}
      </ul>
    </>
  );
}
