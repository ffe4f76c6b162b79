import type { Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import { callParameters } from "../../document/catalog/callParameters";
import type { Json, LayerNode, ModelNode, SharedNode } from "../../document/types";
import { useCatalog } from "../../state/catalog";
import { problemsWithin } from "../../state/check";
import { useDocument } from "../../state/document";
import { ParameterFields } from "./fields/ParameterFields";
import css from "./Inspector.module.css";
import { useNodeProblems, useSetNode } from "./useNodeFields";

type Call = LayerNode | ModelNode | SharedNode;

const NONE: readonly Parameter[] = [];

/** Arguments of the selected call alone that are not tensors. */
export function CallForm({ node }: { node: Call }) {
  const { t } = useTranslation("editor");
  const catalog = useCatalog((state) => state.catalog);
  const openGraph = useDocument((state) => state.openGraph);
  const problem = useNodeProblems(node);
  const set = useSetNode(node.id);
  const parameters = catalog === null ? NONE : callParameters(openGraph, node, catalog);
  const callArguments = node.call_with ?? {};
  if (parameters.length === 0 && Object.keys(callArguments).length === 0) return null;
  return (
    <fieldset className={css.section} aria-label={t("inspector.thisCall")}>
      <h3 className={css.heading}>{t("inspector.thisCall")}</h3>
      <ParameterFields
        parameters={parameters}
        config={callArguments}
        problem={problemsWithin(problem, "call_with")}
        onSet={(name, value) =>
          set("call_with", withCallArgument(callArguments as Record<string, Json>, name, value))
        }
      />
    </fieldset>
  );
}

function withCallArgument(callArguments: Record<string, Json>, name: string, value: Json | undefined): Json {
  const { [name]: _old, ...rest } = callArguments;
  return value === undefined ? rest : { ...callArguments, [name]: value };
}
