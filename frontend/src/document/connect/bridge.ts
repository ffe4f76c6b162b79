import { edgesInto, edgesOf, findNode, titleOf } from "../graph";
import type { Document, Edge, Edit, NodeId } from "../types";

/** The edges that close the gap some removed nodes leave, and the nodes that nothing could replace. */
export interface Bridge {
  edits: Edit[];
  /** What a person calls the nodes that several tensors could feed now, so that none does. */
  unfed: string[];
}

/**
 * Where one tensor alone came into the removed nodes on the way to a wire that leaves them, that tensor goes on in the
 * wire's place: under the same port, and in a list under the same number. Where several came in, nobody can say which
 * was meant.
 */
export function bridgeEdits(document: Document, gone: ReadonlySet<NodeId>): Bridge {
  const joining: Bridge = { edits: [], unfed: [] };
  for (const edge of edgesOf(document)) {
    if (!gone.has(edge.source) || gone.has(edge.target)) continue;
    const [feed, ...more] = feedsOf(document, edge.source, gone);
    if (feed === undefined) continue;
    if (more.length > 0) {
      const target = findNode(document, edge.target);
      if (target !== undefined) joining.unfed.push(titleOf(document, target));
      continue;
    }
    const { source_output: _old, ...kept } = edge;
    const output = feed.source_output ? { source_output: feed.source_output } : {};
    joining.edits.push({ type: "connect", edge: { ...kept, source: feed.source, ...output } });
  }
  return joining;
}

/** A wire for each tensor that comes into a removed node from outside, through removed ones or at once. */
function feedsOf(document: Document, id: NodeId, gone: ReadonlySet<NodeId>): Edge[] {
  const feeds = new Map<string, Edge>();
  const seen = new Set([id]);
  for (const inside of seen) {
    for (const edge of edgesInto(document, inside)) {
      if (gone.has(edge.source)) seen.add(edge.source);
      else feeds.set(`${edge.source}|${edge.source_output ?? 0}`, edge);
    }
  }
  return [...feeds.values()];
}
