import { edgesOf } from "../graph";
import { modelsOf } from "../nestedModels";
import type { Direction, Document, NestedModel } from "../types";
import { NODE_HEIGHT, NODE_WIDTH } from "./positions";

const read = new WeakMap<object, { graph: unknown; direction: Direction | null }>();

/** Where the edges of a graph lead: what the document says, else the positions of its nodes; `null` where neither tells. */
export function directionOf(document: Document): Direction | null {
  const { direction, layout, graph } = document;
  if (direction) return direction;
  if (layout === undefined) return null;
  const known = read.get(layout);
  if (known !== undefined && known.graph === graph) return known.direction;
  const found = directionRead(document);
  read.set(layout, { graph, direction: found });
  return found;
}

/**
 * The document after an edit, with the directions that its graphs had before it where they say none: were they read
 * again from the present positions, a node that is moved could turn the whole drawing.
 */
export function withDirections(before: Document, after: Document): Document {
  const top = pinned(before, after);
  const models = Object.entries(modelsOf(after)).flatMap(([name, entry]): [string, NestedModel][] => {
    const old = modelsOf(before)[name];
    if (old === undefined || old === entry || !old.graph || !entry.graph) return [];
    const now = pinned({ ...old, format: 2, graph: old.graph }, entry);
    return now === entry ? [] : [[name, now]];
  });
  return models.length === 0 ? top : { ...top, models: { ...top.models, ...Object.fromEntries(models) } };
}

function pinned<T extends Document | NestedModel>(before: Document, after: T): T {
  if (after.direction || (after.graph === before.graph && after.layout === before.layout)) return after;
  const direction = directionOf(before);
  return direction === null ? after : { ...after, direction };
}

/** Whether more targets are clearly below their sources or clearly at the right of them. */
function directionRead(document: Document): Direction | null {
  let [below, beside, fall, run] = [0, 0, 0, 0];
  for (const { source, target } of edgesOf(document)) {
    const [from, to] = [document.layout?.[source], document.layout?.[target]];
    if (from === undefined || to === undefined) continue;
    const [x, y] = [to.x - from.x, to.y - from.y];
    if (y >= NODE_HEIGHT) below += 1;
    if (x >= NODE_WIDTH) beside += 1;
    fall += y / NODE_HEIGHT;
    run += x / NODE_WIDTH;
  }
  if (below !== beside) return below > beside ? "down" : "right";
  // On a heap nothing leads anywhere.
  if (below === 0 || fall === run) return null;
  return fall > run ? "down" : "right";
}
