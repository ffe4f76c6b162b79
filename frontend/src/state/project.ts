import { create } from "zustand";

export type Saving =
  /** The server has what is on the canvas. */
  | "saved"
  | "saving"
  /** The server does not answer; this browser keeps the draft and tries again. */
  | "offline"
  /** Somebody saved in between; both versions are kept until the person chooses. */
  | "conflict"
  /** The server will not take the draft as it is; this browser keeps it. */
  | "refused"
  /** It was deleted elsewhere; this browser keeps the draft until it is restored. */
  | "binned"
  /** It is of a newer format than this page: it can be looked at, and is never saved. */
  | "newer";

interface ProjectState {
  id: string | null;
  revision: number;
  saving: Saving;
  /** Why there is no document on the page; at the `start` one is chosen, and the open one, if any, waits. */
  waiting: "opening" | "offline" | "signed-out" | "missing" | "binned" | "unreadable" | "start" | null;
  /** What is said with it; of what is in the bin, its id. */
  message: string | null;
}

/** The open project: which one, how far it is saved, and what is shown while there is none. */
export const useProject = create<ProjectState>(() => ({
  id: null,
  revision: 0,
  saving: "saved",
  waiting: "opening",
  message: null,
}));
