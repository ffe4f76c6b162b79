/**
 * A function that asks with what it was called with last: while an answer is awaited, what comes meanwhile waits, and
 * only the newest of it is asked.
 */
export function latestOnly<T>(ask: (value: T) => Promise<void>): (value: T) => void {
  let waiting: { value: T } | null = null;
  let busy = false;
  const run = async (value: T) => {
    busy = true;
    try {
      await ask(value);
    } finally {
      busy = false;
      const next = waiting;
      waiting = null;
      if (next !== null) void run(next.value);
    }
  };
  return (value) => {
    if (busy) waiting = { value };
    else void run(value);
  };
}
