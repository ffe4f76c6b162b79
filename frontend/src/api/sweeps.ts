import type { Document, StartSweep } from "@schema";
import { api } from "./client";
import { answer } from "./request";

/** Starts a sweep, or, with the id and the body of an earlier start, returns that sweep. */
export const startSweep = (body: StartSweep) => answer(api.POST("/api/v1/sweeps", { body }));

/** The sweeps of a project, newest first. */
export const listSweeps = (project: string) =>
  answer(api.GET("/api/v1/sweeps", { params: { query: { project } } }));

/** A sweep with its trials. */
export const readSweep = (id: string) => answer(api.GET("/api/v1/sweeps/{id}", { params: { path: { id } } }));

export const stopSweep = (id: string) =>
  answer(api.POST("/api/v1/sweeps/{id}/stop", { params: { path: { id } } }));

export const deleteSweep = (id: string) =>
  answer(api.DELETE("/api/v1/sweeps/{id}", { params: { path: { id } } }));

/** The numbers that every epoch of a document's training logs. */
export const listLoggedMetrics = (document: Document) =>
  answer(api.POST("/api/v1/sweeps/metrics", { body: document }));
