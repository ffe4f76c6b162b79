import { afterEach, beforeEach, expect, it } from "vitest";
import { openModelFile } from "../../src/actions/imports/importModel";
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

let projects: Projects;
let server: TestServer;
let asked: string[];

beforeEach(async () => {
  projects = new Projects();
  asked = [];
  server = await serve((request: Asked) => {
    const uploads = request.path.includes("/uploads/");
    if (uploads || request.path.endsWith("/import/model")) asked.push(request.method);
    if (uploads) return { status: 200, body: { received: 5, size: 5, part_bytes: 1024 } };
    if (!request.path.endsWith("/import/model")) return projects.answer(request);
    const document = { format: 2, name: "net", graph: { nodes: [], edges: [] } };
    const { parity } = JSON.parse(request.body);
    return { status: 200, body: { document, warnings: [], parity: parity ? PARITY : null } };
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
