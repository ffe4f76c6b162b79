import type { OutputTraining, Training } from "@schema";
import type { Document } from "./types";

/** What holds where a document does not say. A test holds it against the contract. */
export const TRAINING_DEFAULTS = {
  optimizer: "adam",
  epochs: 1,
  batch_size: 32,
  shuffle: true,
  seed: 0,
  split: 0,
  weight: 1,
} as const;

export function trainingOf(document: Document): Training {
  return document.training ?? {};
}

export function outputTraining(document: Document, output: string): OutputTraining {
  return document.training?.outputs?.[output] ?? {};
}
