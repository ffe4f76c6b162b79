import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { layerEntry } from "../../document/catalog/layerEntry";
import type { LayerNode, Node } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { problemsWithin } from "../../state/check";
import fields from "./fields/Fields.module.css";
import { ParameterFields } from "./fields/ParameterFields";
import { OwnerNodeContext, VariedLayerContext } from "./fields/parameterProps";
import { SwitchField } from "./fields/SwitchField";
import { useNodeProblems, useSetConfig, useSetNode } from "./useNodeFields";

/** The settings of a layer, shared by all its calls. */
export function LayerForm({ node, layer }: { node: Node; layer: LayerNode }) {
  const { t } = useTranslation("editor");
  const entry = useCatalog(({ catalog }) => catalog && layerEntry(catalog, layer.layer));
  const problem = useNodeProblems(node);
  const inConfig = useMemo(() => problemsWithin(problem, "config"), [problem]);
  const setConfig = useSetConfig(layer.id);
  const set = useSetNode(layer.id);
  return (
    <OwnerNodeContext value={layer.id}>
      <VariedLayerContext value={layer}>
        <ParameterFields
          parameters={entry?.parameters ?? []}
          config={layer.config ?? {}}
          problem={inConfig}
          onSet={setConfig}
        />
      </VariedLayerContext>
      <div className={fields.grid}>
        {(entry?.adapts || layer.adapt) && (
          <SwitchField
            label="adapt"
            hint={t("inspector.adaptHint")}
            value={layer.adapt ?? false}
            problem={problem("adapt")}
            onValue={(adapt) => set("adapt", adapt)}
          />
        )}
        <SwitchField
          label="trainable"
          value={layer.trainable ?? true}
          problem={problem("trainable")}
          onValue={(trainable) => set("trainable", trainable)}
        />
      </div>
    </OwnerNodeContext>
  );
}
