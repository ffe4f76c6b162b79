import type { AddDataset, IngestOptions, RowQuery } from "@schema";
import { api } from "./client";
import { answer, Refusal, Unreachable } from "./request";

export const previewFile = (file: string, options: IngestOptions, signal: AbortSignal) =>
  answer(api.POST("/api/v1/datasets/preview", { body: { file, options }, signal }));

export const addDataset = (body: AddDataset) => answer(api.POST("/api/v1/datasets", { body }));

export const readIngestJob = (id: string) =>
  answer(api.GET("/api/v1/datasets/jobs/{id}", { params: { path: { id } } }));

export const cancelIngestJob = (id: string) =>
  answer(api.DELETE("/api/v1/datasets/jobs/{id}", { params: { path: { id } } }));

export const readReport = (name: string, target: string | undefined) =>
  answer(
    api.GET("/api/v1/datasets/{name}/report", {
      params: { path: { name }, query: target === undefined ? {} : { target } },
    }),
  );

export const readRows = (name: string, query: Omit<RowQuery, "version">) =>
  answer(api.POST("/api/v1/datasets/{name}/rows", { params: { path: { name } }, body: query }));

export const deleteDataset = (name: string) =>
  answer(api.DELETE("/api/v1/datasets/{name}", { params: { path: { name } } }));

export const deleteUpload = (id: string) =>
  answer(api.DELETE("/api/v1/uploads/{id}", { params: { path: { id } } }));

const readUpload = (id: string, signal: AbortSignal) =>
  answer(api.GET("/api/v1/uploads/{id}", { params: { path: { id } }, signal }));

/** The length of the first part; the server's answer says how long the others should be. */
const FIRST_PART = 1024 * 1024;
const RETRY_MILLISECONDS = 1000;

/**
 * Sends a file in parts and calls `onProgress` with the bytes that have arrived after each. While the server cannot be
 * reached it waits and goes on where it was. Raises `Refusal`, or what `signal` was aborted with.
 */
export async function uploadFile(
  id: string,
  file: File,
  onProgress: (received: number) => void,
  signal: AbortSignal,
): Promise<void> {
  let offset = 0;
  let length = FIRST_PART;
  while (offset < file.size) {
    try {
      const { received, part_bytes } = await putPart(id, file, offset, length, signal);
      offset = received;
      length = part_bytes;
    } catch (error) {
      if (error instanceof Unreachable) await pause(RETRY_MILLISECONDS, signal);
      else if (!(error instanceof Refusal && error.body.variant === "offset")) throw error;
      offset = await arrived(id, offset, signal);
    }
    onProgress(offset);
  }
}

const putPart = (id: string, file: File, offset: number, length: number, signal: AbortSignal) =>
  answer(
    api.PUT("/api/v1/uploads/{id}", {
      params: { path: { id }, query: { name: file.name, size: file.size, offset } },
      body: file.slice(offset, offset + length) as unknown as string,
      bodySerializer: (body) => body as unknown as BodyInit,
      headers: { "content-type": "application/octet-stream" },
      signal,
    }),
  );

/** How much of an upload has arrived; `known` while the server does not answer. */
async function arrived(id: string, known: number, signal: AbortSignal): Promise<number> {
  try {
    return (await readUpload(id, signal)).received;
  } catch (error) {
    if (error instanceof Unreachable) return known;
    if (error instanceof Refusal && error.status === 404) return 0;
    throw error;
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
