import type { PutScript, ScriptWords } from "@schema";
import { create } from "zustand";

/** What is known of the person's script of the open document. */
interface ScriptState {
  /** The characters that stand for nodes and fields, while script and canvas agree. */
  words: readonly ScriptWords[];
  /**
   * `agreed`: both say the same. `reading`: one of them follows. `unreadable`: the text is no script. `several`: a change
   * of the canvas means one of the nodes that a line makes. `apart`: the text cannot say what the canvas says, or says
   * something else.
   */
  state: "agreed" | "reading" | "unreadable" | "several" | "apart";
  /** Why the text cannot be read, and on which line. */
  message: string | null;
  line: number | null;
  /** What is offered where one of several was changed, or where the text was left behind. */
  offer: PutScript | null;
  /** Whether the person has just made the generated script their own: its editor gets the focus. */
  takenOver: boolean;
}

const NOTHING: ScriptState = {
  words: [],
  state: "agreed",
  message: null,
  line: null,
  offer: null,
  takenOver: false,
};

export const useScript = create<ScriptState>(() => NOTHING);

export const resetScript = () => useScript.setState(NOTHING);
