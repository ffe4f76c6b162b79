import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";
import type { PredictionPage } from "@schema";
import { embeddedBytes, unpacked } from "./embedded";
import type { Compute, Tensors } from "./predictRow";

/** Starts LiteRT from what the page holds, without a request, and gives the function that computes a row. */
export async function startLiteRt(page: PredictionPage): Promise<Compute> {
  // The loader is a script of the page and takes the program from here; LiteRT would fetch both by their address.
  const wasmBinary = await unpacked(embeddedBytes("runtime"));
  Object.assign(self, { Module: { wasmBinary, print: console.debug, printErr: console.debug } });
  const nothing = URL.createObjectURL(new Blob([], { type: "text/javascript" }));
  await loadLiteRt(`${nothing}#loader.js`);
  const model = await loadAndCompile(embeddedBytes("model"), { accelerator: "wasm" });
  const shapes = new Map(page.inputs.map((input) => [input.name, [1, ...input.shape]]));
  return (tensors) => compute(model, tensors, shapes);
}

async function compute(
  model: CompiledModel,
  tensors: Tensors,
  shapes: ReadonlyMap<string, number[]>,
): Promise<Record<string, ArrayLike<number>>> {
  const given = Object.fromEntries(
    Object.entries(tensors).map(([name, numbers]) => [name, new Tensor(numbers, shapes.get(name))]),
  );
  try {
    const found = await model.run(given);
    const read: Record<string, ArrayLike<number>> = {};
    for (const [name, tensor] of Object.entries(found)) {
      read[name] = tensor.toTypedArray().slice();
      tensor.delete();
    }
    return read;
  } finally {
    for (const tensor of Object.values(given)) tensor.delete();
  }
}
