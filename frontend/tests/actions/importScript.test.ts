import { afterEach, beforeEach, expect, it } from "vitest";
import { isKerasCode } from "../../src/actions/clipboard";
import {
  chooseScriptModel,
  closeScript,
  fillHole,
  openPastedCode,
  openScript,
  openScriptModel,
} from "../../src/actions/imports/importScript";
import { useImportedScript } from "../../src/state/importedScript";
import { useProject } from "../../src/state/project";
import { useToast } from "../../src/state/toast";
import { Projects } from "../support/projects";
import { type Asked, serve, type TestServer } from "../support/server";

const TEXT = "import keras\n";
const HOLES = [
  { key: "len(labels)", name: "classes", kind: "size", line: 3, cell: null },
  { key: "x.shape[1:]", name: "x.shape[1:]", kind: "shape", line: 4, cell: null },
];

let projects: Projects;
let server: TestServer;
let sent: Record<string, unknown>[];
let found: Record<string, unknown>;

beforeEach(async () => {
  projects = new Projects();
  sent = [];
  server = await serve((asked: Asked) => {
    if (!asked.path.endsWith("/import/script")) return projects.answer(asked);
    const body = JSON.parse(asked.body);
    sent.push(body);
    const names = ["small", "large"];
    const models = names.map((name) => ({
      name,
      line: 5,
      cell: null,
      part: false,
      chosen: name === (body.model ?? "large"),
    }));
    const document = { format: 2, name: body.model ?? "large", graph: { nodes: [], edges: [] } };
    return { status: 200, body: { document, warnings: [], models, holes: HOLES, ...found } };
  });
  useProject.setState({ id: null, revision: 0, saving: "saved", waiting: "opening", message: null });
  found = {};
});

afterEach(async () => {
  closeScript();
  await server.stop();
});

const script = () => useImportedScript.getState().script;
const names = () => [...projects.kept.values()].map(({ document }) => document.name);

it("[I11] a script with one model and nothing open becomes a project at once", async () => {
  found = { models: [{ name: "model", line: 1, chosen: true, part: false }], holes: [] };
  await openScript(new File([TEXT], "net.py"));
  expect(script()).toBeNull();
  expect(names()).toEqual(["large"]);
  expect(sent).toEqual([{ name: "net.py", text: TEXT, filled: {} }]);
});

it("[I9] what was stepped over is shown", async () => {
  const warning = { code: "code.not_followed", params: {}, message: "line 2: `load(...)` was not followed." };
  found = { models: [], holes: [], warnings: [warning] };
  await openScript(new File([TEXT], "net.py"));
  expect(useToast.getState().toast).toMatchObject({ text: warning.message, persistent: true });
});

it("[I6] of several models one is chosen, and [I7] what is filled in goes along", async () => {
  await openScript(new File([TEXT], "net.py"));
  expect(names()).toEqual([]);
  await chooseScriptModel("small");
  expect(script()?.found.models?.find(({ chosen }) => chosen)?.name).toBe("small");
  fillHole("len(labels)", " 10 ");
  fillHole("x.shape[1:]", "(28, 28)");
  await openScriptModel();
  expect(sent.at(-1)).toMatchObject({
    model: "small",
    filled: { "len(labels)": 10, "x.shape[1:]": [28, 28] },
  });
  expect(names()).toEqual(["small"]);
  expect(script()).toBeNull();
});

it("[I7] a hole that is left empty stays open, and closing opens nothing", async () => {
  await openScript(new File([TEXT], "net.py"));
  fillHole("len(labels)", "");
  closeScript();
  await openScriptModel();
  expect(names()).toEqual([]);
  await openScript(new File([TEXT], "net.py"));
  fillHole("len(labels)", "");
  await openScriptModel();
  expect(sent.at(-1)).toMatchObject({ model: "large", filled: {} });
});

it.each([
  ["from keras import layers\nx = layers.Dense(3)(a)", true],
  ["x = tf.keras.layers.Dense(3)(a)", true],
  ["x = keras.layers.Dense(3)(a)", true],
  ['{"nodes": [], "edges": []}', false],
  ["We use keras.layers for this model.", false],
  ["total = sum(rows)", false],
])("[I318] pasted text is taken for code where it calls Keras: %j", (text, code) => {
  expect(isKerasCode(text)).toBe(code);
});

it("[I318] pasted code is opened like a script", async () => {
  found = { models: [{ name: "model", line: 1, chosen: true, part: false }], holes: [] };
  await openPastedCode(TEXT);
  expect(names()).toEqual(["large"]);
  expect(sent).toEqual([{ name: "pasted.py", text: TEXT, filled: {} }]);
});
