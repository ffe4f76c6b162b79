import { exportJson, exportPython, importJson } from "../../net/editor";
import { useDocument } from "../../store/document";
import { newProject } from "../../store/project";

/** Saves the document as a file on the person's machine. */
export async function download(to: "json" | "python"): Promise<void> {
  const { whole: drawn } = useDocument.getState();
  const text = await (to === "python" ? exportPython(drawn) : exportJson(drawn));
  const name = (drawn.name ?? "model").replace(/[^\p{L}\p{N}]+/gu, "_") || "model";
  const url = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `${name}.${to === "python" ? "py" : "json"}`;
  link.click();
  URL.revokeObjectURL(url);
}

/** Asks for a file, reads it as a document and opens it as a new project. */
export async function openFile(): Promise<void> {
  const file = await pickFile();
  if (file === null) return;
  const { document: read } = await importJson(parse(await file.text()));
  await newProject(read);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`This file is not JSON. ${error instanceof Error ? error.message : ""}`);
  }
}

function pickFile(): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = ".json,application/json";
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
