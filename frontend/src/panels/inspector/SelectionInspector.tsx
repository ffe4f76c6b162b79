import { useTranslation } from "react-i18next";
import { removeSelected } from "../../actions/graphActions";
import { runCommand } from "../../commands/handlers";
import { nestable } from "../../document/nesting/nestable";
import { useDocument } from "../../state/document";
import { useView } from "../../state/view";
import { Button } from "../../ui/Button";
import { AlignToolbar } from "./AlignToolbar";
import css from "./Inspector.module.css";
import { SelectionSettings } from "./SelectionSettings";

/** The actions for a selection of several nodes or notes. */
export function SelectionInspector({ nodes, notes }: { nodes: number; notes: number }) {
  const { t } = useTranslation("editor");
  const selected = useView((view) => view.nodes);
  const canNest = useDocument(({ openGraph }) => nestable(openGraph, selected).length > 0);
  const title = [
    ...(nodes > 0 ? [t("inspector.many", { count: nodes })] : []),
    ...(notes > 0 ? [t("inspector.manyNotes", { count: notes })] : []),
  ].join(", ");
  return (
    <>
      <h2 className={css.title}>{title}</h2>
      <p className={css.text}>{t("inspector.manyHint")}</p>
      <AlignToolbar />
      <SelectionSettings ids={selected} />
      <div className={css.actions}>
        {canNest && <Button onClick={() => runCommand("graph.nest")}>{t("nested.nest")}</Button>}
        <Button onClick={() => removeSelected()}>{t("inspector.delete")}</Button>
      </div>
    </>
  );
}
