import { create } from "zustand";
import type { CommandId } from "./registry";

export interface Handler {
  /**
   * Runs the command. `false` means that there was nothing to do, so that the browser gets the key. Given the key where
   * one was pressed: what it means may depend on where.
   */
  run: (pressed?: KeyboardEvent) => unknown;
  /** Whether it can be done now; without it, it always can. */
  can?: () => boolean;
  /** Whether a menu offers it where it can be done; without it, always. Its key does it, or says why not, all the same. */
  offered?: () => boolean;
  /** Of a command that switches something: whether that is on. */
  on?: () => boolean;
}

export type Handlers = Readonly<Partial<Record<CommandId, Handler>>>;

interface HandlersState {
  handlers: Handlers;
}

/** What does the commands, as far as what does them is on the page. */
export const useHandlers = create<HandlersState>(() => ({ handlers: {} }));

/** Registers the handlers of some commands, until the returned function is called. The last one registered for a command runs. */
export function registerHandlers(handlers: Handlers): () => void {
  useHandlers.setState((state) => ({ handlers: { ...state.handlers, ...handlers } }));
  return () =>
    useHandlers.setState((state) => {
      const kept = { ...state.handlers };
      for (const id of Object.keys(handlers) as CommandId[]) {
        if (kept[id] === handlers[id]) delete kept[id];
      }
      return { handlers: kept };
    });
}

export function canRun(id: CommandId): boolean {
  const handler = useHandlers.getState().handlers[id];
  return handler !== undefined && (handler.can?.() ?? true);
}

/** Whether a menu or a list offers a command now. */
export function isOffered(id: CommandId): boolean {
  return canRun(id) && (useHandlers.getState().handlers[id]?.offered?.() ?? true);
}

/** Does a command; returns whether something was done. */
export function runCommand(id: CommandId, pressed?: KeyboardEvent): boolean {
  const handler = useHandlers.getState().handlers[id];
  if (handler === undefined || handler.can?.() === false) return false;
  return handler.run(pressed) !== false;
}
