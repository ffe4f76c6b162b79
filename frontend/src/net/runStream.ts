import type { Event } from "@schema";
import PartySocket from "partysocket/ws";
import { isLastEvent } from "../run/state";
import { Refusal } from "./request";
import { listEvents } from "./runs";

/** How the stream closes when there is nothing to be had. */
const SIGNED_OUT = 4001;
const NOT_FOUND = 4004;

/** Events that arrive within one frame are handed on together. */
const FRAME_MS = 16;
const POLL_MS = 1000;

export interface StreamListener {
  /** New events in their order, each once. */
  onEvents: (events: readonly Event[]) => void;
  /** Whether the server is heard. While it is not, the run goes on by itself. */
  onHeard: (heard: boolean) => void;
  /** Nothing more will come. */
  onEnd: (why: "ended" | "gone" | "signed-out") => void;
}

export interface StreamTimes {
  /** The first wait before connecting again; it grows. */
  retry: number;
  poll: number;
}

/**
 * Follows a run from the event after `after` to its last. A lost connection is taken up again after the last event
 * seen; while there is none, the events are asked for over HTTP. Gives back what stops it.
 */
export function followRun(
  id: string,
  after: number,
  listener: StreamListener,
  times: StreamTimes = { retry: 500, poll: POLL_MS },
): () => void {
  let last = after;
  let waiting: Event[] = [];
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let polling: ReturnType<typeof setTimeout> | undefined;
  let heard = true;
  let asking = false;
  let over = false;

  const socket = new PartySocket(() => streamUrl(id, last), [], {
    minReconnectionDelay: times.retry,
    maxReconnectionDelay: times.retry * 16,
    shouldReconnectOnClose: ({ code }) => !over && ![SIGNED_OUT, NOT_FOUND].includes(code),
  });
  socket.addEventListener("open", () => {
    clearTimeout(polling);
    hear(true);
  });
  socket.addEventListener("message", (message) => {
    if (typeof message.data === "string") take([JSON.parse(message.data) as Event]);
  });
  socket.addEventListener("close", ({ code }) => {
    if (over) return;
    if (code === SIGNED_OUT) end("signed-out");
    else if (code === NOT_FOUND) end("gone");
    else void ask();
  });

  function take(events: readonly Event[]): void {
    for (const event of events) {
      if (over || event.seq <= last) continue;
      if (event.seq > last + 1) {
        // Something was missed on the way: have it replayed.
        socket.reconnect();
        return;
      }
      last = event.seq;
      waiting.push(event);
      if (isLastEvent(event)) {
        flush();
        end("ended");
      } else flushing ??= setTimeout(flush, FRAME_MS);
    }
  }

  function flush(): void {
    clearTimeout(flushing);
    flushing = undefined;
    const events = waiting;
    waiting = [];
    if (events.length > 0) listener.onEvents(events);
  }

  /** Asks over HTTP, again and again, until the socket is open. */
  async function ask(): Promise<void> {
    if (asking) return;
    asking = true;
    clearTimeout(polling);
    try {
      const page = await listEvents(id, last);
      if (over) return;
      hear(true);
      take(page.events);
    } catch (error) {
      if (over) return;
      if (error instanceof Refusal && error.status === 404) return end("gone");
      if (error instanceof Refusal && error.status === 401) return end("signed-out");
      hear(false);
    } finally {
      asking = false;
    }
    if (!over && socket.readyState !== PartySocket.OPEN) polling = setTimeout(() => void ask(), times.poll);
  }

  function hear(now: boolean): void {
    if (now === heard) return;
    heard = now;
    listener.onHeard(now);
  }

  function end(why: "ended" | "gone" | "signed-out"): void {
    stop();
    listener.onEnd(why);
  }

  function stop(): void {
    over = true;
    clearTimeout(flushing);
    clearTimeout(polling);
    socket.close();
  }

  return stop;
}

function streamUrl(id: string, after: number): string {
  const url = new URL(`/api/v1/runs/${id}/stream?after=${after}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
