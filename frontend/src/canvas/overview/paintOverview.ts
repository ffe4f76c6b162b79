import { hatch } from "../../document/display/hatch";
import type { NodeId } from "../../document/types";
import { type OverviewColors, paintLabel, paintProblemBadge } from "./paintBadges";
import type { Scene, SceneNode, SceneViewport } from "./scene";

/** The nodes to highlight: selected, found, or by cost. */
export interface Highlights {
  selected: ReadonlySet<NodeId>;
  found: ReadonlySet<NodeId>;
  /** The relative cost of each node, from 0 to 1, while costs are shown. */
  heat: ReadonlyMap<NodeId, { heat: number }> | null;
}

/** The smallest visible size of a node and of its band, in pixels. */
const MIN_NODE_PX = 2;
const MIN_BAND_PX = 3;
/** The height of a node from which on outlines are drawn, in pixels. */
const MIN_OUTLINED_PX = 5;
/** Below this zoom a node is only a dot of its colour. */
const COLOR_ONLY_ZOOM = 0.1;
/** The hatch of frozen nodes, in canvas units. */
const HATCH_STEP = 22;
const HATCH_WIDTH = 4;
const SOLID: readonly number[] = [];
const DASHES: readonly number[] = [4, 2];

/** Paints the overview of a graph. */
export function paintOverview(
  context: CanvasRenderingContext2D,
  scene: Scene,
  highlights: Highlights,
  colors: OverviewColors,
  viewport: SceneViewport,
): void {
  const { x, y, zoom, pixelRatio } = viewport;
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, viewport.width, viewport.height);
  context.setTransform(pixelRatio * zoom, 0, 0, pixelRatio * zoom, pixelRatio * x, pixelRatio * y);
  const visible = scene.nodes.filter((node) => isVisible(node, viewport));
  paintEdges(context, scene, colors, viewport);
  paintNodes(context, visible, highlights, colors, zoom);
  paintOutlines(context, visible, highlights, colors, zoom);
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  for (const node of visible) {
    if (node.problem !== null) paintProblemBadge(context, node, node.problem, colors, viewport);
  }
  const labels: { x: number; y: number; width: number }[] = [];
  for (const node of visible)
    if (node.model !== null) paintLabel(context, node, node.model, colors, viewport, labels);
}

function isVisible(node: SceneNode, { x, y, zoom, width, height }: SceneViewport): boolean {
  const left = node.x * zoom + x;
  const top = node.y * zoom + y;
  return left < width && top < height && left + node.width * zoom > 0 && top + node.height * zoom > 0;
}

function paintEdges(
  context: CanvasRenderingContext2D,
  { edges }: Scene,
  colors: OverviewColors,
  viewport: SceneViewport,
): void {
  const { x, y, zoom, width, height } = viewport;
  context.strokeStyle = colors.wire;
  context.lineWidth = Math.min(1, zoom / COLOR_ONLY_ZOOM) / zoom;
  context.beginPath();
  const [left, right] = [-x / zoom, (width - x) / zoom];
  const [top, bottom] = [-y / zoom, (height - y) / zoom];
  for (const edge of edges) {
    if (edge.right < left || edge.left > right || edge.bottom < top || edge.top > bottom) continue;
    for (const [index, [atX = 0, atY = 0]] of edge.line.entries()) {
      if (index === 0) context.moveTo(atX, atY);
      else context.lineTo(atX, atY);
    }
  }
  context.stroke();
}

/** Paints nodes grouped by colour: setting it for each node would cost more than the nodes. */
function paintNodes(
  context: CanvasRenderingContext2D,
  nodes: readonly SceneNode[],
  { heat }: Highlights,
  colors: OverviewColors,
  zoom: number,
): void {
  const height = (node: SceneNode) => Math.max(node.height, MIN_NODE_PX / zoom);
  context.fillStyle = colors.line;
  for (const node of nodes) {
    // A sheet below the node, as when zoomed in.
    if (node.model !== null) context.fillRect(node.x + 16, node.y + 16, node.width, height(node));
  }
  context.fillStyle = colors.panel;
  for (const node of nodes) context.fillRect(node.x, node.y, node.width, height(node));
  for (const [family, members] of grouped(nodes, (node) => node.family)) {
    context.fillStyle = colors.family(family);
    for (const node of members) {
      const band = Math.min(node.width, Math.max(16, MIN_BAND_PX / zoom));
      const whole = node.model !== null || zoom < COLOR_ONLY_ZOOM;
      context.fillRect(node.x, node.y, whole ? node.width : band, height(node));
    }
  }
  if (zoom >= COLOR_ONLY_ZOOM) paintHatch(context, nodes, colors);
  if (heat === null) return;
  context.fillStyle = colors.warn;
  for (const node of nodes) {
    const share = heat.get(node.id)?.heat ?? 0;
    context.fillRect(node.x + node.width * (1 - share), node.y, node.width * share, height(node));
  }
}

function paintHatch(
  context: CanvasRenderingContext2D,
  nodes: readonly SceneNode[],
  colors: OverviewColors,
): void {
  context.strokeStyle = colors.line;
  context.lineWidth = HATCH_WIDTH;
  context.beginPath();
  for (const node of nodes) {
    if (!node.frozen) continue;
    for (const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] of hatch(node, HATCH_STEP)) {
      context.moveTo(x1, y1);
      context.lineTo(x2, y2);
    }
  }
  context.stroke();
}

function paintOutlines(
  context: CanvasRenderingContext2D,
  nodes: readonly SceneNode[],
  { selected, found }: Highlights,
  colors: OverviewColors,
  zoom: number,
): void {
  const outline = (
    outlined: readonly SceneNode[],
    colour: string,
    width: number,
    offset: number,
    dash: readonly number[],
  ) => {
    context.strokeStyle = colour;
    context.lineWidth = width / zoom;
    context.setLineDash(dash.map((length) => length / zoom));
    const gap = offset / zoom;
    for (const node of outlined) {
      context.strokeRect(node.x - gap, node.y - gap, node.width + 2 * gap, node.height + 2 * gap);
    }
    context.setLineDash([]);
  };
  if (zoom * (nodes[0]?.height ?? 0) >= MIN_OUTLINED_PX) {
    const further = grouped(nodes, (node) => node.further);
    outline(further.get(false) ?? [], colors.line, 1, 0, SOLID);
    outline(further.get(true) ?? [], colors.wire, 1, 0, DASHES);
  }
  const problems = grouped(nodes, (node) => node.problem);
  outline(problems.get("warning") ?? [], colors.warn, 1.5, 0, SOLID);
  outline(problems.get("error") ?? [], colors.error, 1.5, 0, SOLID);
  const isFound = grouped(nodes, (node) => found.has(node.id));
  outline(isFound.get(true) ?? [], colors.accent, 1.5, 3, DASHES);
  const isSelected = grouped(nodes, (node) => selected.has(node.id));
  outline(isSelected.get(true) ?? [], colors.accent, 2, 1, SOLID);
}

function grouped<K>(nodes: readonly SceneNode[], by: (node: SceneNode) => K): Map<K, SceneNode[]> {
  const groups = new Map<K, SceneNode[]>();
  for (const node of nodes) {
    const group = groups.get(by(node));
    if (group === undefined) groups.set(by(node), [node]);
    else group.push(node);
  }
  return groups;
}
