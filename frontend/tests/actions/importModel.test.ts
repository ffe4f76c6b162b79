import { afterEach, beforeEach, expect, it } from "vitest";
import { openModelFile } from "../../src/actions/imports/importModel";
import { useDocument } from "../../src/state/document";
import { useProject } from "../../src/state/project";
import { useToast } from "../../src/state/toast";
import { Projects } from "../support/projects";
import { type Asked, serve, type TestServer } from "../support/server";

const line = (what: string, message: string) => ({ what, state: "equal", params: {}, message });
const PARITY = {
  params: line("params", "15 parameters, as in the file."),
  layers: line("layers", "1 layer, as in the file."),
  weights: line("weights", "2 weights."),
  outputs: line("outputs", "Outputs were not compared."),
};

const LEFT_OUT = { code: "import.file_weights", params: {}, message: "The weights are not carried." };
const REPORT = {
  file: "ab12",
  match: "name",
  matched: [{ layer: "look" }],
  misfits: [],
  left_over: [],
  without: [],
};

let weights: boolean;
let projects: Projects;
let server: TestServer;
let asked: string[];

beforeEach(async () => {
  projects = new Projects();
  asked = [];
  weights = false;
  server = await serve((request: Asked) => {
    const uploads = request.path.includes("/uploads/");
    if (uploads || request.path.endsWith("/import/model")) asked.push(request.method);
    if (uploads) return { status: 200, body: { received: 5, size: 5, part_bytes: 1024 } };
    if (request.path.includes("/weights?")) return { status: 200, body: REPORT };
    if (!request.path.endsWith("/import/model")) return projects.answer(request);
    const document = { format: 2, name: "net", graph: { nodes: [], edges: [] } };
    const { parity } = JSON.parse(request.body);
    return {
      status: 200,
      body: { document, warnings: weights ? [LEFT_OUT] : [], parity: parity ? PARITY : null },
    };
  });
  useProject.setState({ id: null, revision: 0, saving: "saved", waiting: "opening", message: null });
});

afterEach(() => server.stop());

it("[I309] a saved model is sent, opened, and compared with its file", async () => {
  await openModelFile(new File(["model"], "net.keras"));
  expect([...projects.kept.values()].map(({ document }) => document.name)).toEqual(["net"]);
  expect(asked).toEqual(["PUT", "POST", "POST", "DELETE"]);
  expect(useToast.getState().toast).toMatchObject({
    text: "15 parameters, as in the file. 1 layer, as in the file. 2 weights. Outputs were not compared.",
    persistent: true,
  });
});

it("[I468] the model starts from the weights of its file", async () => {
  weights = true;
  await openModelFile(new File(["model"], "net.keras"));
  expect(useDocument.getState().document.weights).toEqual([
    { file: "ab12", match: "name", name: "net.keras" },
  ]);
  const text = useToast.getState().toast?.text ?? "";
  expect(text).toContain("1 layer starts from this file now.");
  expect(text).not.toContain("not carried");
});
