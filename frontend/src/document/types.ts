import type {
  Edge,
  Fix,
  InputNode,
  LayerNode,
  ModelNode,
  NestedModel,
  Note,
  OpNode,
  OutputNode,
  Position,
  Document as SavedDocument,
  SharedNode,
} from "@schema";

export type Document = SavedDocument;
export type Node = InputNode | LayerNode | SharedNode | ModelNode | OpNode | OutputNode;
export type {
  Edge,
  InputNode,
  LayerNode,
  ModelNode,
  NestedModel,
  Note,
  OpNode,
  OutputNode,
  Position,
  SharedNode,
};
export type NodeId = string;
/** A key of a document's `models`. */
export type ModelName = string;

/** Any JSON value. The generated types call it `unknown`. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One change, as a value: what a gesture makes, a fix holds and undo takes back. */
export type Edit = Fix["edits"][number];

/** Makes a switch over a union complete: a new member does not compile. */
export function assertNever(value: never): never {
  throw new Error(`Not expected: ${JSON.stringify(value)}`);
}
