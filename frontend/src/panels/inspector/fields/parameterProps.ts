import type { Parameter } from "@schema";
import { createContext } from "react";
import { sameJson } from "../../../document/equal";
import type { Json, NodeId } from "../../../document/types";
import type { FieldProblem, ProblemOf } from "../../../state/fieldProblems";

/** The form of one thing with arguments. */
export interface ParameterFieldsProps {
  parameters: readonly Parameter[];
  /** What was set, under Keras's own names. */
  config: Readonly<Record<string, unknown>>;
  /** `undefined` takes the setting away, so that Keras's default holds. */
  onSet: (name: string, value: Json | undefined) => void;
  /** What is wrong with a setting, by its name. */
  problem: ProblemOf;
}

/** The field of one argument. */
export interface ParameterInputProps {
  parameter: Parameter;
  /** `undefined` where nothing was set: the default is shown. */
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problem: FieldProblem | undefined;
}

/** Keras's default is not written into the document. */
export function unlessDefault(parameter: Parameter, value: Json): Json | undefined {
  return !parameter.required && sameJson(value, parameter.default) ? undefined : value;
}

/** The node whose settings the form shows: a layer inside it must not hold it in turn. */
export const OwnerNodeContext = createContext<NodeId | null>(null);
