import type { TablePreview } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, expect, it } from "vitest";
import { cancelAdding, confirmAdding, openDataFile } from "../../src/actions/addDataset";
import { useAddDataset } from "../../src/state/data/addDataset";
import { EMPTY, useDocument } from "../../src/state/document";
import { useToast } from "../../src/state/toast";
import { Gate, serve, type TestServer } from "../support/server";

const PREVIEW = { columns: [], rows: [], rows_read: 0, whole: true, source: {} } as unknown as TablePreview;
const gate = new Gate();
let server: TestServer;

afterEach(async () => {
  gate.open();
  cancelAdding();
  await server.stop();
  useToast.setState({ toast: null });
  useDocument.getState().open(EMPTY);
});

/** A server whose import ends as `state` says once the gate is open. */
async function importing(state: "done" | "failed"): Promise<void> {
  const job = { id: "j", progress: 0.5, name: "first", version: null, error: null };
  const error = { code: "data.unreadable", message: "Line 3 has too many cells.", where: null };
  server = await serve((asked) => {
    if (asked.path.includes("/datasets/preview")) return { status: 200, body: PREVIEW };
    if (asked.path.includes("/datasets/jobs/"))
      return gate.pass(asked, {
        status: 200,
        body: { ...job, state, error: state === "failed" ? error : null },
      });
    if (asked.method === "POST" && asked.path.endsWith("/datasets"))
      return { status: 200, body: { ...job, state: "running" } };
    return { status: 200, body: { datasets: [], edits: [], bound: [], left: [] } };
  });
}

const shown = () => useAddDataset.getState().file;

async function confirmFirst(): Promise<Promise<void>> {
  await openDataFile(new File(["a\n1\n"], "first.csv"));
  await waitFor(() => expect(shown()?.preview).not.toBeNull());
  gate.closedFor = ({ path }) => path.includes("/datasets/jobs/");
  return confirmAdding(null);
}

it("[C522] a file that is dropped while another is read whole waits for it", async () => {
  await importing("done");
  void confirmFirst();
  await waitFor(() => expect(gate.held).toBe(1));
  const second = openDataFile(new File(["b\n2\n"], "second.csv"));
  expect(shown()?.name).toBe("first.csv");
  gate.open();
  await second;
  expect(shown()?.name).toBe("second.csv");
  expect(server.asked.some(({ method, path }) => method === "DELETE" && path.includes("/jobs/"))).toBe(false);
});

it("[C522] what was wrong with the first is said when the next takes its place", async () => {
  await importing("failed");
  void confirmFirst();
  await waitFor(() => expect(gate.held).toBe(1));
  const second = openDataFile(new File(["b\n2\n"], "second.csv"));
  gate.open();
  await second;
  expect(shown()?.name).toBe("second.csv");
  expect(useToast.getState().toast?.text).toBeTruthy();
});
