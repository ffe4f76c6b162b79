import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { withJoined } from "../../document/joins";
import type { InputNode, OutputNode } from "../../document/types";
import { rowShape } from "../../document/windows";
import { useCheck, useNodeReport } from "../../state/check";
import { loadDatasets, useDatasets } from "../../state/data/datasets";
import { useDocument } from "../../state/document";
import { showDockTab } from "../../state/view";
import { Button } from "../../ui/Button";
import { FieldBinding } from "./FieldBinding";

/** For an input or output node: the field of the data that feeds it, or its target. */
export function NodeBinding({ node }: { node: InputNode | OutputNode }) {
  const { t } = useTranslation("training");
  const document = useDocument((state) => state.document);
  const datasets = useDatasets((state) => state.datasets);
  const chosen = document.data?.dataset ?? "";
  const shape = useNodeReport(node.id)?.outputs[0]?.shape.slice(1);
  const rows = useCheck((state) => state.report?.rows ?? null);
  useEffect(() => {
    if (datasets === null) void loadDatasets();
  }, [datasets]);
  const kind = node.kind === "input" ? "inputs" : "targets";
  const label = t(node.kind === "input" ? "data.feeds" : "data.target");
  if (chosen === "") {
    return (
      <Button small onClick={() => showDockTab("data")}>
        {t("data.chooseData")}
      </Button>
    );
  }
  const own = datasets?.find(({ name }) => name === chosen);
  const dataset = own && withJoined(own, rows);
  const slot = { name: node.name, shape: node.kind === "input" ? rowShape(document, node) : shape };
  return <FieldBinding kind={kind} slot={slot} dataset={dataset} label={label} />;
}
