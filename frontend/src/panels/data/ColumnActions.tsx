import { useTranslation } from "react-i18next";
import { bindColumns } from "../../actions/bindColumns";
import { drawColumns } from "../../actions/drawColumns";
import { inputNodes, outputNodes } from "../../document/graph";
import { openModel, useDocument } from "../../state/document";
import { Button } from "../../ui/Button";
import { Select } from "../../ui/Field";
import css from "./DataPanel.module.css";

/** What can be done with the columns that are ticked: what dragging does, for the keyboard too. */
export function ColumnActions({ columns, onDone }: { columns: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation("datasets");
  const graph = useDocument((state) => (openModel(state) === null ? state.document : null));
  if (columns.length === 0 || graph === null) return <p className={css.text}>{t("columns.hint")}</p>;
  const slots = [...inputNodes(graph), ...outputNodes(graph)];
  const run = (work: () => void) => () => {
    work();
    onDone();
  };
  return (
    <div className={css.buttons}>
      <Button small onClick={run(() => void drawColumns(columns, []))}>
        {t("columns.drawInputs", { count: columns.length })}
      </Button>
      <Button small onClick={run(() => void drawColumns([], columns))}>
        {t("columns.drawOutputs", { count: columns.length })}
      </Button>
      <Select
        className={css.bindTo}
        aria-label={t("columns.bindTo")}
        value=""
        options={[
          { value: "", label: t("columns.bindTo") },
          ...slots.map((node) => ({
            value: node.id,
            label: node.name,
            group: t(node.kind === "input" ? "columns.inputs" : "columns.outputs"),
          })),
        ]}
        onPick={(id) => {
          if (id !== "") run(() => bindColumns(id, columns))();
        }}
      />
    </div>
  );
}
