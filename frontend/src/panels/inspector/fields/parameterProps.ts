import type { Parameter } from "@schema";
import { createContext } from "react";
import { sameJson } from "../../../document/equal";
import type { Json, LayerNode, NodeId } from "../../../document/types";
import type { FieldProblem, ProblemOf } from "../../../state/check";

/** Props of the form of something with parameters. */
export interface ParameterFieldsProps {
  parameters: readonly Parameter[];
  /** The values that were set, by Keras's names. */
  config: Readonly<Record<string, unknown>>;
  /** `undefined` removes the value, so that Keras's default applies. */
  onSet: (name: string, value: Json | undefined) => void;
  /** The problem of a parameter, by its name. */
  problem: ProblemOf;
}

/** Props of the control of one parameter. */
export interface ParameterInputProps {
  parameter: Parameter;
  /** `undefined` if nothing was set: the default is shown. */
  value: Json | undefined;
  onSet: (value: Json | undefined) => void;
  problem: FieldProblem | undefined;
}

/** `undefined` for Keras's default, which is not written into the document. */
export function unlessDefault(parameter: Parameter, value: Json): Json | undefined {
  return !parameter.required && sameJson(value, parameter.default) ? undefined : value;
}

/** The node whose settings the form shows: a layer wrapped by it must not wrap it in turn. */
export const OwnerNodeContext = createContext<NodeId | null>(null);

/** The layer whose own parameters the form shows: a sweep can vary them. Forms of what is inside have none. */
export const VariedLayerContext = createContext<LayerNode | null>(null);
