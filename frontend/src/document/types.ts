import type {
  DataBinding,
  Edge,
  Fix,
  Graph,
  InputNode,
  LayerNode,
  ModelNode,
  Named,
  NestedModel,
  Note,
  OpNode,
  OutputNode,
  Position,
  Route,
  Document as SavedDocument,
  SharedNode,
  Training,
} from "@schema";

export type Document = SavedDocument;
export type Node = InputNode | LayerNode | SharedNode | ModelNode | OpNode | OutputNode;
export type {
  DataBinding,
  Edge,
  Graph,
  InputNode,
  LayerNode,
  ModelNode,
  Named,
  NestedModel,
  Note,
  OpNode,
  OutputNode,
  Position,
  Route,
  SharedNode,
  Training,
};
/** x and y on the canvas, as a route has them. */
export type Point = Route["points"][number];
/** Where the edges of a drawing lead. */
export type Direction = NonNullable<Document["direction"]>;
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
