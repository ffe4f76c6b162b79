import { edgeTexts } from "../connect/edgeText";
import { type Type, widthOf } from "../display/measureText";
import { edgeKey } from "../equal";
import { edgesOf, nodesOf } from "../graph";
import { LABEL, Labels, boxOf as labelBox } from "../routing/labels";
import { lineOf, pathOf } from "../routing/lines";
import { routing } from "../routing/routeEdges";
import type { Document, Node, NodeId } from "../types";
import { boxOf, endsOf, type Flow, handlesOfBox, RIM } from "./box";
import { escaped, mark, words } from "./elements";
import { Frame } from "./frame";
import { handleMarks, nodeMarks } from "./nodes";
import { faceOf, type NodeTextOptions } from "./nodeText";
import { noteMarks } from "./notes";
import { MONO, type Palette, SANS } from "./palette";

export interface DrawOptions extends NodeTextOptions {
  palette: Palette;
  flow: Flow;
  /** The title above the graph, if there is to be one. */
  title?: string;
  /** Elements that are in the file but not visible. */
  unseen?: string;
}

/** A file's text, and its size in pixels. */
export interface Picture {
  svg: string;
  width: number;
  height: number;
}

const PADDING = 32;
const TITLE: Type = { size: 16, bold: true };

/** The open graph of a document as a self-contained picture. The same document gives the same text. */
export function drawDocument(document: Document, options: DrawOptions): Picture {
  const { palette, flow, catalog } = options;
  const frame = new Frame();
  const nodes = firstOfEach(nodesOf(document));
  const faces = new Map(nodes.map((node) => [node.id, faceOf(document, node, options)] as const));
  const boxes = new Map([...faces].map(([id, face]) => [id, boxOf(document, id, face)] as const));
  const handles: Map<NodeId, ReturnType<typeof handlesOfBox>> = new Map();
  const cards: string[] = [];
  for (const node of nodes) {
    const [box, face] = [boxes.get(node.id), faces.get(node.id)];
    if (box === undefined || face === undefined) continue;
    const own = handlesOfBox(document, node, box, catalog, flow);
    handles.set(node.id, own);
    frame.add({ x: box.x - RIM, y: box.y - RIM }, box.width + 2 * RIM, box.height + 2 * RIM);
    cards.push(
      nodeMarks(box, face, palette),
      ...handleMarks(own.inputs, flow, false, palette),
      ...handleMarks(own.outputs, flow, true, palette),
    );
  }
  const edges = edgeMarks(document, options, handles, frame);
  const notes = Object.values(document.notes ?? {}).map((note) => {
    frame.add(note, note.width, note.height);
    return noteMarks(note, palette);
  });
  return framed([...notes, ...edges, ...cards], frame, options);
}

/** An id used twice is a problem in the list; it can be drawn once. */
function firstOfEach(nodes: readonly Node[]): Node[] {
  return [...new Map([...nodes].reverse().map((node) => [node.id, node])).values()].reverse();
}

/** The lines first, then the texts: no line goes through a text. */
function edgeMarks(
  document: Document,
  { catalog, flow, palette, nodes }: DrawOptions,
  handles: Map<NodeId, ReturnType<typeof handlesOfBox>>,
  frame: Frame,
): string[] {
  const lines = new Map<string, string>();
  const routed = routing(document, catalog, flow);
  const edgeLabels = edgeTexts(document, nodes);
  const labels = new Labels(document, routed, edgeLabels, flow);
  const texts: string[] = [];
  for (const edge of edgesOf(document)) {
    const ends = endsOf(document, edge, handles, catalog, flow);
    const key = edgeKey(edge);
    if (ends === null || lines.has(key)) continue;
    const course = { ...ends, bends: routed.edges.get(key)?.bends ?? [] };
    const d = pathOf(course, flow);
    lines.set(key, mark("path", { d, fill: "none", stroke: palette.wire, "stroke-width": 1.6 }));
    for (const [x = 0, y = 0] of lineOf(course, flow)) frame.add({ x, y });
    const text = edgeLabels.get(key) ?? "";
    const position = labels.positionOf(key);
    if (position === null) continue;
    const { left, top, right, bottom } = labelBox(position, widthOf(text, LABEL));
    frame.add({ x: left, y: top }, right - left, bottom - top);
    texts.push(
      words(text, position, {
        "text-anchor": position.left ? "end" : undefined,
        "font-size": LABEL.size,
        "font-family": MONO,
        fill: palette.mute,
        stroke: palette.background,
        "stroke-width": 4,
        "stroke-linejoin": "round",
        "paint-order": "stroke",
      }),
    );
  }
  return [...lines.values(), ...texts];
}

function framed(marks: readonly string[], frame: Frame, { title, unseen, palette }: DrawOptions): Picture {
  const top = frame.padded(0);
  if (title !== undefined) frame.add({ x: top.x, y: top.y - 40 }, widthOf(title, TITLE), TITLE.size);
  const { x, y, width, height } = frame.padded(PADDING);
  const heading =
    title === undefined
      ? []
      : [
          words(
            title,
            { x: top.x, y: top.y - 24 },
            { "font-size": TITLE.size, "font-weight": 600, fill: palette.ink },
          ),
        ];
  const svg = mark(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width,
      height,
      viewBox: `${x} ${y} ${width} ${height}`,
      "font-family": SANS,
      role: "img",
    },
    title === undefined ? "" : mark("title", {}, escaped(title)),
    unseen ?? "",
    mark("rect", { x, y, width, height, fill: palette.background }),
    ...heading,
    ...marks,
  );
  return { svg: `${svg}\n`, width, height };
}
