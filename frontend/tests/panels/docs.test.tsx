import type { Catalog, Documentation } from "@schema";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeAll, beforeEach, describe, expect, it, test } from "vitest";
import type { Document } from "../../src/document/types";
import { linesOfConsole } from "../../src/panels/docs/consoleLines";
import { Docs } from "../../src/panels/docs/Docs";
import { useCatalog } from "../../src/state/catalog";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { setLanguage } from "../../src/state/preferences";
import { readJson, source, sources } from "../files";
import { loadInspector, showInspector } from "../support/inspector";
import { serve, type TestServer } from "../support/server";

const catalog = readJson<Catalog>("shared_schema/generated/catalog.json");
const words = (text: string) => ({ kind: "words" as const, text });

const TOLD: Documentation = {
  kind: "optimizers",
  name: "Adam",
  text: "",
  signature: { name: "keras.optimizers.Adam", arguments: ["learning_rate=0.001", "**kwargs"] },
  blocks: [
    {
      kind: "paragraph",
      spans: [
        words("As in "),
        { kind: "link", href: "https://arxiv.org/abs/1412.6980", spans: [words("Kingma")] },
        words(": <b>bold</b> with "),
        { kind: "code", text: "beta_1" },
      ],
    },
    { kind: "heading", spans: [words("Args")] },
    {
      kind: "definitions",
      entries: [
        { term: "learning_rate", blocks: [{ kind: "paragraph", spans: [words("A float.")] }] },
        {
          term: "name",
          blocks: [
            {
              kind: "list",
              start: 2,
              items: [[{ kind: "paragraph", spans: [{ kind: "strong", spans: [words("two")] }] }], []],
            },
          ],
        },
      ],
    },
    { kind: "code_block", language: "console", text: ">>> def f():\n...     return 1\n>>> f()\n1\n\n>>> f" },
    { kind: "code_block", language: null, text: "a | b\n1 | 2" },
  ],
};

let server: TestServer;
let answered: { status: number; body: unknown };

beforeEach(async () => {
  answered = { status: 200, body: TOLD };
  server = await serve(() => answered);
});
afterEach(() => server.stop());

describe("what Keras says", () => {
  it("[C85] has its signature, its arguments, its code and its links", async () => {
    const { container } = render(<Docs kind="optimizers" name="Adam" />);
    const link = await screen.findByRole("link", { name: "Kingma" });
    expect(server.asked.map(({ path }) => path)).toEqual(["/api/v1/documentation/optimizers/Adam"]);
    expect(link.getAttribute("href")).toBe("https://arxiv.org/abs/1412.6980");
    expect(link.getAttribute("rel")).toBe("noreferrer");
    expect(container.querySelector("code")?.textContent).toBe(
      "keras.optimizers.Adam(learning_rate=0.001, **kwargs) ",
    );
    expect(screen.getAllByRole("term").map((term) => term.textContent)).toEqual(["learning_rate", "name"]);
    expect(screen.getByRole("heading", { name: "Args" })).toBeDefined();
    expect(container.querySelector("ol")?.start).toBe(2);
    expect([...container.querySelectorAll("pre")].map((each) => each.textContent)).toEqual([
      ">>> def f():\n...     return 1\n>>> f()\n1\n\n>>> f\n",
      "a | b\n1 | 2\n",
    ]);
    expect(container.querySelector("[lang=en]")).not.toBeNull();
  });

  it("[C85] is data: what looks like HTML is text", async () => {
    const { container } = render(<Docs kind="optimizers" name="Adam" />);
    await screen.findByText(/<b>bold<\/b>/);
    expect([...container.querySelectorAll("b")].map((each) => each.textContent)).toEqual(["Adam"]);
  });

  it("says why there is nothing to read", async () => {
    answered = { status: 404, body: { code: "not_found", message: "There is no Adam." } };
    render(<Docs kind="optimizers" name="Adam" />);
    expect(await screen.findByText("There is no Adam.")).toBeDefined();
  });
});

test.each(sources(".ts", ".tsx"))("[C85] %s writes no HTML", (path) => {
  expect(source(path)).not.toMatch(/innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML/);
});

test("what is typed after a prompt is code, an answer is none", () => {
  const kinds = linesOfConsole(">>> x = 'a'\n...\n'a' if 1").map((line) => line.map(({ kind }) => kind));
  expect(kinds[0]?.[0]).toBe("prompt");
  expect(kinds[0]).toContain("string");
  expect(kinds[1]).toEqual(["prompt"]);
  expect(kinds[2]).toEqual(["answer"]);
});

describe("what is chosen by name", () => {
  const document: Document = {
    format: 2,
    graph: {
      nodes: [
        { kind: "output", id: "n1", name: "answer" },
        { kind: "layer", id: "n2", name: "dense", layer: "Dense", config: { units: 2, activation: "relu" } },
      ],
      edges: [],
    },
    training: { outputs: { answer: { loss: "mse", metrics: ["accuracy", "my_own"] } } },
  };

  beforeAll(loadInspector);
  beforeEach(() => {
    useCatalog.setState({ catalog });
    useDatasets.setState({ datasets: [] });
    useCheck.setState({ report: null, state: "fresh", outdated: false, documentError: null });
  });
  afterEach(() => setLanguage("en"));

  const said = (label: string) => screen.getByRole("combobox", { name: label, description: /./ });

  it("[C86] says under it what it does, in the language of the page", async () => {
    answered = { status: 200, body: catalog };
    await useCatalog.getState().load();
    await setLanguage("ko");
    const korean = readJson<{ losses: Record<string, string>; metrics: Record<string, string> }>(
      "shared_schema/messages/descriptions/ko.json",
    );
    showInspector(document, "n1");
    expect(said("손실").getAttribute("aria-describedby")).not.toBeNull();
    expect(screen.getByText(korean.losses.MeanSquaredError ?? "none")).toBeDefined();
    expect(screen.getByText(korean.metrics.accuracy ?? "none")).toBeDefined();
  });

  it("[C85] opens what Keras says of it, and nothing where Keras does not know it", async () => {
    showInspector(document, "n1");
    const marks = screen.getAllByRole("button", { name: /^What Keras says about/ });
    expect(marks.map((mark) => mark.getAttribute("aria-label"))).toEqual([
      "What Keras says about MeanSquaredError",
      "What Keras says about accuracy",
    ]);
    await userEvent.click(marks[0] as HTMLElement);
    const card = await screen.findByRole("dialog", { name: "What Keras says about MeanSquaredError" });
    expect((await within(card).findByText("Kingma")).tagName).toBe("A");
    expect(server.asked.at(-1)?.path).toBe("/api/v1/documentation/losses/MeanSquaredError");
    await userEvent.keyboard("{Escape}");
    expect(screen.queryByRole("dialog")).toBeNull();
    expect(globalThis.document.activeElement).toBe(
      screen.getByRole("button", { name: "What Keras says about MeanSquaredError" }),
    );
  });

  it("[C85] is explained in a layer too: its activation, its initializers", () => {
    showInspector(document, "n2");
    const names = screen
      .getAllByRole("button", { name: /^What Keras says about/ })
      .map((mark) => mark.getAttribute("aria-label")?.replace("What Keras says about ", ""));
    expect(names).toEqual(["relu", "GlorotUniform", "Zeros"]);
  });
});
