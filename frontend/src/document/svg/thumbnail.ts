import type { Known } from "../catalog/ports";
import { familyOf } from "../display/nodeFace";
import { declaringNode, nodesOf } from "../graph";
import { positionsOf } from "../layout/positions";
import { withoutPresentation } from "../presentation";
import { pathOf } from "../routing/lines";
import { routing } from "../routing/routeEdges";
import type { Document, Node, Position } from "../types";
import type { Picture } from "./drawDocument";
import { mark } from "./elements";
import { Frame } from "./frame";
import { bandOf, type Palette } from "./palette";

/** Nodes are closer than on the canvas, and everything is thick: it is seen at a fifth of its size. */
const CLOSER = 0.72;
const WIDTH = 196;
const HEIGHT = 52;
const BAND = 22;
const PADDING = 16;
/** The size that it is made for, and how thick a line is there, in pixels. */
const SEEN = { width: 220, height: 124 };
const LINE = 1.1;

/** The form of a graph, without a word: distinguished at the size of a stamp. */
export function drawSmall(document: Document, catalog: Known | null, palette: Palette): Picture {
  const frame = new Frame();
  const at = new Map(
    [...positionsOf(document)].map(([id, { x, y }]) => [id, { x, y: Math.round(y * CLOSER) }] as const),
  );
  for (const position of at.values()) frame.add(position, WIDTH, HEIGHT);
  const { x, y, width, height } = frame.padded(PADDING);
  const line = LINE * Math.max(width / SEEN.width, height / SEEN.height);
  const cards = nodesOf(document).map((node) =>
    cardMarks(document, node, at.get(node.id) ?? { x, y }, { catalog, palette, line }),
  );
  const squeezed = { ...withoutPresentation(document), layout: Object.fromEntries(at) };
  const edges = [...routing(squeezed, catalog, "down").edges.values()].map((course) =>
    mark("path", { d: pathOf(course, "down"), fill: "none", stroke: palette.wire, "stroke-width": line }),
  );
  const sized = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `${x} ${y} ${width} ${height}`,
  };
  return { svg: mark("svg", sized, ...edges, ...cards), width, height };
}

function cardMarks(
  document: Document,
  node: Node,
  { x, y }: Position,
  { catalog, palette, line }: { catalog: Known | null; palette: Palette; line: number },
): string {
  const band = bandOf(familyOf(declaringNode(document, node), catalog), palette);
  const further = node.kind === "shared";
  const card = { x, y, width: WIDTH, height: HEIGHT, rx: 14, fill: palette.panel, "stroke-width": line };
  const written = { x: x + BAND + 20, y: y + HEIGHT / 2 - 6, height: 12, rx: 6, fill: palette.line };
  return [
    mark("rect", {
      ...card,
      stroke: further ? band : palette.line,
      "stroke-dasharray": further ? `${3 * line} ${2 * line}` : undefined,
    }),
    mark("path", {
      d: `M${x + 14},${y} h${BAND - 14} v${HEIGHT} h${14 - BAND} a14,14 0 0 1 -14,-14 v${28 - HEIGHT} a14,14 0 0 1 14,-14 z`,
      fill: band,
    }),
    mark("rect", { ...written, width: further ? 60 : 110 }),
  ].join("");
}
