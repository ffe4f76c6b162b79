import { describe, expect, test } from "vitest";
import { copyText, type Graph, pasteEdits, readPiece } from "../../src/document/add/clipboard";
import { applyEdits } from "../../src/document/applyEdit";
import { callsOf, edgesInto, edgesOf, findNode } from "../../src/document/graph";
import { notesOf } from "../../src/document/notes";
import type { Document, Node } from "../../src/document/types";
import { readJson } from "../files";
import { chain } from "../support/chain";

const twin = readJson<{ document: Document }>("tests/cases/valid/twin-digits.json").document;
const HERE: Graph = { project: "p1", model: null };
const STAY = { x: 0, y: 0 };

function node(document: Document, id: string): Node {
  const found = findNode(document, id);
  if (found === undefined) throw new Error(`no node ${id}`);
  return found;
}

const textOf = (document: Document, nodes: readonly string[], notes: readonly string[] = []) =>
  copyText(document, { nodes: new Set(nodes), notes: new Set(notes) }, HERE);

function copied(document: Document, nodes: readonly string[], notes: readonly string[] = []) {
  const piece = readPiece(textOf(document, nodes, notes));
  if (piece === null) throw new Error("nothing copied");
  return piece;
}

describe("copies", () => {
  test("a shared layer is pasted with its further call, under fresh ids and names", () => {
    const { ids, edits } = pasteEdits(twin, copied(twin, ["n3", "n4"]), { x: 10, y: 10 }, HERE);
    const after = applyEdits(twin, edits);
    const [layer = "", call = "", ...more] = ids;
    expect(more).toEqual([]);
    expect(node(after, layer)).toMatchObject({ name: "stroke_1" });
    expect(node(after, call)).toEqual({ kind: "shared", id: call, of: layer });
  });

  test("a further call alone goes on calling its layer, in its own graph and in no other", () => {
    const piece = copied(twin, ["n4"]);
    const after = applyEdits(twin, pasteEdits(twin, piece, STAY, HERE).edits);
    expect(callsOf(after, node(after, "n3"))).toHaveLength(3);
    expect(pasteEdits({ format: 2 }, piece, STAY, HERE).ids).toEqual([]);
    expect(pasteEdits(twin, piece, STAY, { project: "p2", model: null }).ids).toEqual([]);
    expect(pasteEdits(twin, piece, STAY, { project: "p1", model: "tower" }).ids).toEqual([]);
  });

  test("[C34] with its incoming wires a copy is fed by what feeds the original, under the same numbers", () => {
    const piece = copied(twin, ["n7"]);
    const before = edgesInto(twin, "n7");
    const { ids, edits } = pasteEdits(twin, piece, STAY, HERE, true);
    const after = applyEdits(twin, edits);
    expect(before.length).toBeGreaterThan(1);
    expect(edgesInto(after, ids[0] ?? "")).toEqual(before.map((edge) => ({ ...edge, target: ids[0] })));

    const alone = applyEdits(twin, pasteEdits(twin, piece, STAY, HERE).edits);
    expect(edgesOf(alone)).toEqual(edgesOf(twin));
    const elsewhere = pasteEdits(twin, piece, STAY, { project: "p2", model: null }, true);
    expect(edgesOf(applyEdits(twin, elsewhere.edits))).toEqual(edgesOf(twin));
  });

  test("[C34] a wire from what is gone meanwhile is left out", () => {
    const piece = copied(chain, ["n3"]);
    const without = applyEdits(chain, [{ type: "remove_nodes", nodes: ["n2"] }]);
    const after = applyEdits(without, pasteEdits(without, piece, STAY, HERE, true).edits);
    expect(edgesOf(after)).toEqual(edgesOf(without));
  });

  test("[C36] notes are copied with nodes, and alone", () => {
    const note = { text: "why\n왜", x: 5, y: 6, width: 100, height: 50 };
    const written: Document = { ...chain, notes: { t1: note, t2: { ...note, text: "other" } } };
    const { notes, edits } = pasteEdits(written, copied(written, [], ["t1"]), { x: 10, y: 10 }, HERE);
    const [copy = "", ...more] = notes;
    expect([more, Object.keys(written.notes ?? {}).includes(copy)]).toEqual([[], false]);
    expect(notesOf(applyEdits(written, edits))[copy]).toEqual({ ...note, x: 15, y: 16 });
    expect(notesOf(copied(written, ["n2"]))).toEqual({});
  });
});

describe("texts", () => {
  test("a text that is no document holds nothing", () => {
    expect(readPiece("a person's own words")).toBeNull();
    expect(readPiece('{"format": 1}')).toBeNull();
    expect(readPiece('{"format": 1, "graph": {"nodes": [{"kind": "input"}]}}')).toBeNull();
    expect(readPiece("the format is { not } json")).toBeNull();
  });

  const text = textOf(chain, ["n2", "n3"]);
  test.each([
    ["as it is", text],
    ["between other lines", `Look at this:\n\n${text}\n\nGreetings`],
    ["in a code fence", `\`\`\`json\n${text}\n\`\`\``],
    ["with spaces that do not break", text.replaceAll("  ", " \u00a0")],
    ["quoted in an answer", `On Monday, you wrote:\n${text.replace(/^/gm, "> ")}`],
    ["quoted twice", text.replace(/^/gm, ">> ")],
    ["with the quotes of a typesetter", text.replace(/"([^"]*)"/g, "\u201c$1\u201d")],
    ["with marks that nobody sees", `\ufeff${text.replaceAll(":", ":\u200b")}`],
    ["with the line ends of another system", text.replaceAll("\n", "\r\n")],
  ])("[C35] a piece that came by mail is read %s", (_how, mailed) => {
    const piece = readPiece(mailed);
    expect(piece?.graph).toEqual(copied(chain, ["n2", "n3"]).graph);
  });

  test("[C35] a label keeps its own spaces where the text is whole", () => {
    const spaced: Document = {
      format: 2,
      graph: { nodes: [{ kind: "output", id: "n1", name: "a", label: "10\u00a0km" }], edges: [] },
    };
    expect(copied(spaced, ["n1"]).graph).toEqual(spaced.graph);
  });
});
