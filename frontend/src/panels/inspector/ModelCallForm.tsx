import { useTranslation } from "react-i18next";
import { titleOf } from "../../document/graph";
import { modelAsDocument } from "../../document/nestedModels";
import { callersOf } from "../../document/nesting/modelEntries";
import type { ModelNode, Node } from "../../document/types";
import { openModel, useDocument } from "../../state/document";
import { openModelGraph, reveal } from "../../state/view";
import fields from "./fields/Fields.module.css";
import { SwitchField } from "./fields/SwitchField";
import css from "./Inspector.module.css";
import { NestedModelForm } from "./NestedModelForm";
import { useNodeProblems, useSetNode } from "./useNodeFields";

/** The settings of a call of a nested model, and its other callers. */
export function ModelCallForm({ node, model }: { node: Node; model: ModelNode }) {
  const problem = useNodeProblems(node);
  const set = useSetNode(model.id);
  return (
    <>
      <div className={fields.grid}>
        <SwitchField
          label="trainable"
          value={model.trainable ?? true}
          problem={problem("trainable")}
          onValue={(trainable) => set("trainable", trainable)}
        />
      </div>
      <NestedModelForm name={model.model} call={node} problem={problem("model")} />
      <OtherCallers name={model.model} />
    </>
  );
}

/** Other callers of the nested model, which share its weights: in other graphs, and in wrapper layers. */
function OtherCallers({ name }: { name: string }) {
  const { t } = useTranslation("editor");
  const document = useDocument((state) => state.document);
  const open = useDocument(openModel);
  const others = callersOf(document, name).filter(
    ({ model, node }) => model !== open || (node.kind !== "model" && node.kind !== "shared"),
  );
  if (others.length === 0) return null;
  const title = ({ model, node }: (typeof others)[number]) => {
    const graph = model === null ? document : modelAsDocument(document, model);
    return [model ?? document.name, graph === null ? node.id : titleOf(graph, node)].join(" › ");
  };
  return (
    <div>
      <h3 className={css.heading}>{t("model.elsewhere")}</h3>
      <ul className={css.rows}>
        {others.map((caller) => (
          <li key={`${caller.model} ${caller.node.id}`}>
            <button
              type="button"
              className={css.row}
              onClick={() => {
                openModelGraph(caller.model);
                reveal(caller.node.id);
              }}
            >
              {title(caller)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
