import { directionOf } from "../document/layout/direction";
import type { Direction, Document } from "../document/types";
import { useDocument } from "./document";
import { readStored, writeStored } from "./localStorage";

/** The direction that was chosen last in this browser: documents in which nothing says how they run begin with it. */
export function usualDirection(): Direction {
  return readStored("flow") === "right" ? "right" : "down";
}

export function storeUsualDirection(direction: Direction): void {
  writeStored("flow", direction);
}

/** Where the edges of a graph lead. */
export function directionIn(document: Document): Direction {
  return directionOf(document) ?? usualDirection();
}

/** Where the edges of the open graph lead. */
export function openDirection(): Direction {
  return directionIn(useDocument.getState().openGraph);
}

/** Where the edges of the open graph lead. */
export function useDirection(): Direction {
  return useDocument(({ openGraph }) => directionIn(openGraph));
}
