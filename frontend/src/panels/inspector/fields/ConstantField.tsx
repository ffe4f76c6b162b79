import type { Parameter } from "@schema";
import { useTranslation } from "react-i18next";
import type { Json, OpNode } from "../../../document/types";
import { parameterText, typedParameter } from "../../../document/values/literals";
import { TextInput } from "../../../ui/Field";
import { useNodeProblems, useSetConfig } from "../useNodeFields";
import fields from "./Fields.module.css";

/** Numbers instead of a tensor: a port has either edges or a constant. */
export function ConstantField({ node, parameter }: { node: OpNode; parameter: Parameter }) {
  const { t } = useTranslation("editor");
  const problem = useNodeProblems(node)(`config.${parameter.name}`, true);
  const set = useSetConfig(node.id);
  return (
    <>
      <TextInput
        aria-label={t("inspector.constantOf", { port: parameter.name })}
        aria-invalid={problem?.severity === "error"}
        className={fields.mono}
        placeholder={t("inspector.orANumber")}
        value={parameterText(node.config?.[parameter.name] as Json | undefined, parameter.type)}
        onText={(text) =>
          set(parameter.name, text.trim() === "" ? undefined : typedParameter(text, parameter.type))
        }
      />
      {problem !== undefined && <p className={fields[problem.severity]}>{problem.text}</p>}
    </>
  );
}
