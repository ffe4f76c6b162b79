import type {
  Artifact,
  Checkpoint,
  Document,
  Evaluation,
  ForkPoint,
  ModelFormat,
  PredictRows,
  paths,
  ResumeRun,
  StartRun,
} from "@schema";
import { api } from "./client";
import { answer } from "./request";

/** Starts a run, or, with the id and the body of an earlier start, returns that run. */
export const startRun = (body: StartRun) => answer(api.POST("/api/v1/runs", { body }));

/** The newest runs of a project. */
export const listRuns = (project: string) =>
  answer(api.GET("/api/v1/runs", { params: { query: { project } } }));

type RunsQuery = NonNullable<paths["/api/v1/runs"]["get"]["parameters"]["query"]>;

/** A part of the list of runs, filtered and in an order. */
export const findRuns = (query: RunsQuery) => answer(api.GET("/api/v1/runs", { params: { query } }));

/** The names of metrics, parameters and tags that runs have. */
export const readRunColumns = () => answer(api.GET("/api/v1/runs/columns"));

/** A run with the snapshot of the document that it trains. */
export const readRun = (id: string) => answer(api.GET("/api/v1/runs/{id}", { params: { path: { id } } }));

export const stopRun = (id: string) =>
  answer(api.POST("/api/v1/runs/{id}/stop", { params: { path: { id } } }));

export const pauseRun = (id: string) =>
  answer(api.POST("/api/v1/runs/{id}/pause", { params: { path: { id } } }));

export const unpauseRun = (id: string) =>
  answer(api.POST("/api/v1/runs/{id}/unpause", { params: { path: { id } } }));

/** Goes on with an ended run from its last checkpoint. */
export const resumeRun = (id: string, body: ResumeRun) =>
  answer(api.POST("/api/v1/runs/{id}/resume", { params: { path: { id } }, body }));

/** Gives a queued run another priority; the highest starts first. */
export const prioritizeRun = (id: string, priority: number) =>
  answer(api.PUT("/api/v1/runs/{id}/priority", { params: { path: { id } }, body: { priority } }));

/** What a new run of a document would take from a checkpoint of a run. */
export const previewFork = (id: string, checkpoint: ForkPoint, document: Document) =>
  answer(
    api.POST("/api/v1/runs/{id}/fork", {
      params: { path: { id }, query: { checkpoint } },
      body: document,
    }),
  );

/** Gives a run a name of the person's; an empty one takes it away. */
export const labelRun = (id: string, label: string) =>
  answer(api.PUT("/api/v1/runs/{id}/label", { params: { path: { id } }, body: { label } }));

/** Writes a note about a run; an empty one takes it away. */
export const noteRun = (id: string, note: string) =>
  answer(api.PUT("/api/v1/runs/{id}/note", { params: { path: { id } }, body: { note } }));

/** Gives a run tags in place of those that it has. */
export const setRunTags = (id: string, tags: readonly string[]) =>
  answer(api.PUT("/api/v1/runs/{id}/tags", { params: { path: { id } }, body: { tags: [...tags] } }));

export const deleteRun = (id: string) =>
  answer(api.DELETE("/api/v1/runs/{id}", { params: { path: { id } } }));

/** The events of a run after a sequence number. */
export const listEvents = (id: string, after: number) =>
  answer(api.GET("/api/v1/runs/{id}/events", { params: { path: { id }, query: { after } } }));

/** Where all files of an ended run are downloaded as one archive. */
export const archiveUrl = (id: string) => `/api/v1/runs/${id}/archive`;

/** How well a run does on rows that its training did not see, or on another data set; computed now. */
export const evaluateRun = (id: string, checkpoint: Checkpoint, dataset: string | null) =>
  answer(
    api.POST("/api/v1/runs/{id}/evaluate", {
      params: { path: { id }, query: { checkpoint, ...(dataset === null ? {} : { dataset }) } },
    }),
  );

/** The evaluation that is kept with a run. */
export const readEvaluation = async (id: string): Promise<Evaluation> =>
  (await fetch(artifactUrl(id, "evaluation.json"))).json();

/** Where a file that came out of a run is downloaded. */
export function artifactUrl(id: string, name: Artifact): string {
  return `/api/v1/runs/${id}/artifacts/${encodeURIComponent(name)}`;
}

/** What a trained run can be asked. */
export const readPredictionForm = (id: string) =>
  answer(api.GET("/api/v1/runs/{id}/predict", { params: { path: { id } } }));

/** A random row of the run's test share, else of the rows to validate on, else of those to train on. */
export const readSampleRow = (id: string) =>
  answer(api.GET("/api/v1/runs/{id}/predict/sample", { params: { path: { id } } }));

/** The rows of an uploaded file, with what the run predicts of them, as CSV. */
export const predictFile = (id: string, upload: string, checkpoint: Checkpoint, signal: AbortSignal) =>
  answer(
    api.POST("/api/v1/runs/{id}/predict/file", {
      params: { path: { id }, query: { upload, checkpoint } },
      parseAs: "blob",
      signal,
    }),
  );

export const predictRows = (id: string, body: PredictRows) =>
  answer(api.POST("/api/v1/runs/{id}/predict", { params: { path: { id } }, body }));

/** Writes the model of a run in a format and compares both; takes seconds. */
export const exportRun = (id: string, format: ModelFormat, signal: AbortSignal) =>
  answer(
    api.POST("/api/v1/runs/{id}/exports", {
      params: { path: { id } },
      body: { format, checkpoint: "last" },
      signal,
    }),
  );

/** How far the export of a run is. */
export const readExportProgress = (id: string) =>
  answer(api.GET("/api/v1/runs/{id}/exports", { params: { path: { id } } }));

/** Stops what is being exported of a run. */
export const stopExports = (id: string) =>
  answer(api.DELETE("/api/v1/runs/{id}/exports", { params: { path: { id } } }));

/** Where a model that was written in a format is downloaded. */
export const exportUrl = (id: string, format: ModelFormat) => `/api/v1/runs/${id}/exports/${format}`;
