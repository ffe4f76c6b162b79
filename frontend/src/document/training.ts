import type { OutputTraining, Training } from "@schema";
import type { Document } from "./types";

/** What holds where a document does not say. A test holds it against the contract. */
export const TRAINING_DEFAULTS = {
  optimizer: "adam",
  epochs: 1,
  batch_size: 32,
  shuffle: true,
  seed: 0,
  deterministic: false,
  split: 0,
  weight: 1,
  dtype_policy: "float32",
} as const;

/** One object for all: a store's selector must give the same one while nothing changes. */
const NO_TRAINING: Training = {};
const NO_OUTPUT: OutputTraining = {};

export function trainingOf(document: Document): Training {
  return document.training ?? NO_TRAINING;
}

export function outputTraining(document: Document, output: string): OutputTraining {
  return document.training?.outputs?.[output] ?? NO_OUTPUT;
}
