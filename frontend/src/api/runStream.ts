import type { Event } from "@schema";
import PartySocket from "partysocket/ws";
import { isLastEvent } from "../run/state";
import { Refusal } from "./request";
import { listEvents } from "./runs";

/** How the stream closes when nothing more will come, or there is nothing to be had. */
const ENDED = 1000;
const SIGNED_OUT = 4001;
const NOT_FOUND = 4004;

/** Events that arrive within one frame are handed on together. */
const FRAME_MS = 16;
const POLL_MS = 1000;

export interface StreamListener {
  /**
   * New events in their order, each once. Numbers may be passed over: where the log has lost lines a `gap` event says
   * so, and of batches that this page was too slow for nothing is said.
   */
  onEvents: (events: readonly Event[]) => void;
  /** The server's log is another than the one followed so far: it is read from its first event. */
  onRestart: () => void;
  /** Whether the server is heard. While it is not, the run goes on by itself. */
  onConnected: (heard: boolean) => void;
  /** Nothing more will come, whether or not the last event of a run did. */
  onEnd: (why: "ended" | "gone" | "signed-out") => void;
}

export interface StreamTimes {
  /** The first wait before connecting again; it grows. */
  retry: number;
  poll: number;
}

/**
 * Follows a run from the event after `after` to its last. A lost connection is taken up again after the last event
 * seen; while there is none, the events are asked for over HTTP. Returns what stops it.
 */
export function streamRun(
  id: string,
  after: number,
  listener: StreamListener,
  times: StreamTimes = { retry: 500, poll: POLL_MS },
): () => void {
  let last = after;
  let waiting: Event[] = [];
  let flushing: ReturnType<typeof setTimeout> | undefined;
  let polling: ReturnType<typeof setTimeout> | undefined;
  let connected = true;
  let fetching = false;
  let over = false;
  /** No message has come yet on this connection. */
  let fresh = true;

  const socket = new PartySocket(() => streamUrl(id, last), [], {
    minReconnectionDelay: times.retry,
    maxReconnectionDelay: times.retry * 16,
    shouldReconnectOnClose: ({ code }) => !over && ![ENDED, SIGNED_OUT, NOT_FOUND].includes(code),
  });
  socket.addEventListener("open", () => {
    clearTimeout(polling);
    fresh = true;
    hear(true);
  });
  socket.addEventListener("message", (message) => {
    if (typeof message.data !== "string") return;
    const event = JSON.parse(message.data) as Event;
    if (fresh && last > 0 && firstOf(event) === 1) restart();
    fresh = false;
    take([event]);
  });
  socket.addEventListener("close", ({ code }) => {
    if (over) return;
    if (code === ENDED) end("ended");
    else if (code === SIGNED_OUT) end("signed-out");
    else if (code === NOT_FOUND) end("gone");
    else void ask();
  });

  function take(events: readonly Event[]): void {
    for (const event of events) {
      if (over || (event.seq <= last && event.type !== "stalled")) continue;
      last = Math.max(last, event.seq);
      waiting.push(event);
      // A resumed run has events after the last of an earlier attempt: the server closes when there are no more.
      if (isLastEvent(event)) flush();
      else flushing ??= setTimeout(flush, FRAME_MS);
    }
  }

  /** Asked for what follows `last`, the server sends its log from the start: that log never had `last`. */
  function restart(): void {
    waiting = [];
    last = 0;
    listener.onRestart();
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
    if (fetching) return;
    fetching = true;
    clearTimeout(polling);
    let more = false;
    try {
      const page = await listEvents(id, last);
      if (over) return;
      hear(true);
      take(page.events);
      more = page.events.length > 0 && last < page.last_seq;
      const newest = page.events.at(-1);
      if (!more && newest !== undefined && isLastEvent(newest)) return end("ended");
    } catch (error) {
      if (over) return;
      if (error instanceof Refusal && error.status === 404) return end("gone");
      if (error instanceof Refusal && error.status === 401) return end("signed-out");
      hear(false);
    } finally {
      fetching = false;
    }
    if (!over && socket.readyState !== PartySocket.OPEN) {
      polling = setTimeout(() => void ask(), more ? 0 : times.poll);
    }
  }

  function hear(now: boolean): void {
    if (now === connected) return;
    connected = now;
    listener.onConnected(now);
  }

  function end(why: "ended" | "gone" | "signed-out"): void {
    flush();
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

function firstOf(event: Event): number {
  return event.type === "gap" ? event.first : event.seq;
}

function streamUrl(id: string, after: number): string {
  const url = new URL(`/api/v1/runs/${id}/stream?after=${after}`, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}
