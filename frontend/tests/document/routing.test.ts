import type { Catalog } from "@schema";
import Elk from "elkjs/lib/elk.bundled.js";
import { describe, expect, test, vi } from "vitest";
import { elkGraph, positionsIn, routesIn } from "../../src/canvas/layout/elkGraph";
import { blocksOf } from "../../src/canvas/layout/noteBlocks";
import { applyEdits } from "../../src/document/applyEdit";
import { widthOf } from "../../src/document/display/measureText";
import { routesOf } from "../../src/document/edgeRoutes";
import { edgeKey } from "../../src/document/equal";
import { edgesOf, nodesOf } from "../../src/document/graph";
import { autoLayout } from "../../src/document/layout/autoLayout";
import { sizeOf } from "../../src/document/layout/nodeSize";
import { around, isFree, positionsOf } from "../../src/document/layout/positions";
import { type Box, cardBoxes } from "../../src/document/routing/boxes";
import { boxOf, LABEL, Labels } from "../../src/document/routing/labels";
import { pathOf } from "../../src/document/routing/lines";
import { routing } from "../../src/document/routing/routeEdges";
import type { Direction, Document, Edit, Point } from "../../src/document/types";
import { readJson } from "../files";
import { APPLICATIONS, application } from "../support/applications";
import { covers, hidden, pointsOf } from "../support/drawn";
import { drawings } from "../support/templates";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const elk = new Elk();
/** Enough on a machine that does much else. */
vi.setConfig({ testTimeout: 30_000 });
const DIRECTIONS: readonly Direction[] = ["down", "right"];

/** Of each form that applications have one, small enough for the layout engine to take part of a second. */
const ARRANGED = ["ResNet50", "InceptionV3", "Xception", "MobileNetV2", "EfficientNetB0", "ConvNeXtTiny"];

/** The text of every edge, longer than most are. */
const TEXT = "112 × 112 × 64";
const textsOf = (document: Document) => new Map(edgesOf(document).map((edge) => [edgeKey(edge), TEXT]));

async function arranged(document: Document, direction: Direction): Promise<Document> {
  const sizes = new Map(nodesOf(document).map((node) => [node.id, sizeOf(document, node, catalog)]));
  const blocks = blocksOf(document, sizes);
  const laid = await elk.layout(elkGraph(document, blocks, catalog, direction, textsOf(document)));
  return applyEdits(document, [
    { type: "set_direction", direction },
    { type: "move", positions: Object.fromEntries(positionsIn(laid, blocks)) },
    { type: "set_routes", routes: routesIn(laid, document) },
  ]);
}

/** Numbers from 0 to below 1, the same for the same seed. */
function* random(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

/** The document after nodes were dragged to free places, not far away, one after the other. */
function shuffled(document: Document, moves: number, seed: number): Document {
  const numbers = random(seed);
  const next = () => numbers.next().value as number;
  const ids = nodesOf(document).map(({ id }) => id);
  const there = positionsOf(document);
  const edits = Array.from({ length: moves }, (): Edit => {
    const id = ids[Math.floor(next() * ids.length)] ?? "";
    const { x, y } = there.get(id) ?? { x: 0, y: 0 };
    there.delete(id);
    const others = [...there.values()];
    const wanted = { x: x + (next() - 0.5) * 900, y: y + (next() - 0.5) * 900 };
    const at = [...around(wanted)].find((place) => isFree(others, place)) ?? { x, y };
    there.set(id, at);
    return { type: "move", positions: { [id]: at } };
  });
  return applyEdits(document, edits);
}

/** Four nodes in a column; the first feeds the second and the last. */
const column: Document = {
  format: 2,
  graph: {
    nodes: [
      { kind: "input", id: "n1", name: "x", shape: [4] },
      { kind: "layer", id: "n2", name: "y_1", layer: "Dense", config: { units: 4 } },
      { kind: "layer", id: "n3", name: "y_2", layer: "Dense", config: { units: 4 } },
      { kind: "layer", id: "n4", name: "sum", layer: "Add", config: {} },
    ],
    edges: [
      { source: "n1", target: "n2" },
      { source: "n2", target: "n3" },
      { source: "n3", target: "n4", order: 0 },
      { source: "n1", target: "n4", order: 1 },
    ],
  },
  direction: "down",
  layout: Object.fromEntries([1, 2, 3, 4].map((row) => [`n${row}`, { x: 0, y: 120 * (row - 1) }])),
};
const SKIP = { source: "n1", target: "n4", order: 1 };
const bendsOf = (document: Document, direction: Direction = "down") =>
  routing(document, catalog, direction).edges.get(edgeKey(SKIP))?.bends;

describe("[C110] no edge lies behind a card", () => {
  test("and one that does is seen", () => {
    expect(covers("M98,53 L98,360", cardBoxes(column, catalog))).toEqual(["n2", "n3"]);
    expect(covers("M98,53 C98,200 98,200 98,360", cardBoxes(column, catalog))).toEqual(["n2", "n3"]);
    expect(covers("M98,53 L210,53 L210,300 Q210,340 200,340", cardBoxes(column, catalog))).toEqual([]);
  });

  test.each(APPLICATIONS)("of %s in rows", (name) => {
    for (const direction of DIRECTIONS) {
      expect(hidden(autoLayout(application(name), direction), catalog, direction)).toEqual([]);
    }
  });

  test.each(ARRANGED)("of %s arranged, and after 200 moves", async (name) => {
    for (const direction of DIRECTIONS) {
      const drawn = await arranged(autoLayout(application(name), direction), direction);
      expect(routesOf(drawn).length).toBeGreaterThan(0);
      expect(hidden(drawn, catalog, direction)).toEqual([]);
      expect(hidden({ ...drawn, routes: [] }, catalog, direction)).toEqual([]);
      const moved = shuffled(drawn, 200, 7);
      expect(routesOf(moved).length).toBeLessThan(routesOf(drawn).length);
      expect(hidden(moved, catalog, direction)).toEqual([]);
    }
  });

  test.each(drawings())("of the template %s, arranged, and after 200 moves", async (_name, document) => {
    expect(hidden(document, catalog, "down")).toEqual([]);
    for (const direction of DIRECTIONS) {
      const drawn = await arranged(document, direction);
      expect(hidden(drawn, catalog, direction)).toEqual([]);
      expect(hidden(shuffled(drawn, 200, 3), catalog, direction)).toEqual([]);
    }
  });
});

describe("[C111] an edge runs by its points in the document where these are right", () => {
  const said = (...points: Point[]): Document => ({ ...column, routes: [{ edge: SKIP, points }] });
  const free: Point[] = [
    [98, 70],
    [300, 70],
    [300, 340],
    [130, 340],
  ];

  test("to the point, with its first and last piece straight from the rings", () => {
    const routed = routing(said(...free), catalog, "down").edges.get(edgeKey(SKIP));
    expect(routed?.bends).toEqual(free);
    const d = routed === undefined ? "" : pathOf(routed, "down");
    expect(d).toContain("L300,332 Q300,340 292,340");
    const points = pointsOf(d);
    expect(points[1]?.[0]).toBe(points[0]?.[0]);
    expect(points.at(-2)?.[0]).toBeCloseTo(points.at(-1)?.[0] ?? 0, 1);
  });

  test("and goes by a lane of its own where they lead over a card, backwards or nowhere", () => {
    for (const wrong of [
      said([98, 70], [150, 70], [150, 340], [130, 340]),
      said([98, 20], [300, 20], [300, 340], [130, 340]),
      said([98, 70], [300, 70], [300, 500], [130, 500]),
      said(),
    ]) {
      expect(bendsOf(wrong)).toEqual(bendsOf(column));
      expect(hidden(wrong, catalog, "down")).toEqual([]);
    }
    expect(bendsOf(column)).toHaveLength(4);
  });

  test("a route of an edge that is not there says nothing", () => {
    const edge = { source: "n1", target: "gone" };
    expect(hidden({ ...column, routes: [{ edge, points: free }] }, catalog, "down")).toEqual([]);
  });

  test("two edges that go round the same cards do not lie on each other", () => {
    const edges = [...(column.graph?.edges ?? []), { source: "n2", target: "n4", order: 2 }];
    const drawn: Document = { ...column, graph: { ...column.graph, edges } };
    const lanes = [...routing(drawn, catalog, "down").edges.values()].filter(({ bends }) => bends.length > 0);
    expect(lanes).toHaveLength(2);
    const [one, other] = lanes.map(({ bends }) => bends[1]?.[0] ?? 0);
    expect(Math.abs((one ?? 0) - (other ?? 0))).toBeGreaterThanOrEqual(8);
  });

  test("one that leads back goes round its own cards too", () => {
    const edges = [{ source: "n4", target: "n2" }];
    const drawn: Document = { ...column, graph: { ...column.graph, edges } };
    expect(hidden(drawn, catalog, "down")).toEqual([]);
  });

  test("the same is said of a drawing that runs to the right", () => {
    const layout = Object.fromEntries(
      Object.entries(column.layout ?? {}).map(([id, { y }]) => [id, { x: 2.5 * y, y: 0 }]),
    );
    const drawn: Document = { ...column, direction: "right", layout };
    expect(bendsOf(drawn, "right")).toHaveLength(4);
    expect(hidden(drawn, catalog, "right")).toEqual([]);
  });

  test("what an edit did not touch is kept, and is what routing all again gives", () => {
    const drawn = autoLayout(application("ResNet50"), "down");
    let moved = drawn;
    for (let place = 5; place < 45; place += 4) {
      const { x, y } = moved.layout?.[`n${place}`] ?? { x: 0, y: 0 };
      moved = applyEdits(moved, [{ type: "move", positions: { [`n${place}`]: { x: x + 130, y: y + 9 } } }]);
      const kept = [...routing(moved, catalog, "down").edges];
      // What was routed last is another drawing: nothing of this one is kept.
      routing(column, catalog, "right");
      routing({ ...column, name: "other" }, null, "right");
      const again = [...routing(structuredClone(moved), catalog, "down").edges];
      expect(kept).toEqual(again);
    }
  });

  test("nodes very far apart cost no time", () => {
    const drawn: Document = { ...column, layout: { ...column.layout, n4: { x: 1e9, y: -1e9 } } };
    expect(routing(drawn, catalog, "down").edges.size).toBe(4);
  });
});

describe("[C112] the text of an edge lies on no card, no edge, no note and no other text", () => {
  test.each(drawings())("of the template %s", async (_name, document) => {
    for (const direction of DIRECTIONS) {
      const drawn = await arranged({ ...document, notes: NOTES }, direction);
      const routed = routing(drawn, catalog, direction);
      const labels = new Labels(drawn, routed, textsOf(drawn), direction);
      const places = [...routed.edges.keys()].flatMap((key) => labels.positionOf(key) ?? []);
      // Where two edges run close beside each other there may be no room for one.
      expect(places.length).toBeGreaterThanOrEqual(routed.edges.size * 0.8);
      const boxes = places.map((place) => boxOf(place, widthOf(TEXT, LABEL)));
      const cards = [...routed.cards.values()];
      const notes = Object.values(drawn.notes ?? {}).map(({ x, y, width, height }) => ({
        ...{ left: x, top: y, right: x + width, bottom: y + height },
      }));
      for (const [at, box] of boxes.entries()) {
        for (const other of [...cards, ...notes, ...boxes.slice(at + 1)])
          expect(overlap(box, other)).toBe(false);
        const named = new Map([["text", box]]);
        for (const course of routed.edges.values())
          expect(covers(pathOf(course, direction), named)).toEqual([]);
      }
    }
  });
});

const NOTES = { t1: { text: "why", x: 40, y: 150, width: 220, height: 96 } };

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
}
