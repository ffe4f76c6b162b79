import type { Event } from "@schema";
import { waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import { streamRun } from "../../src/api/runStream";
import { Log, RUN } from "../support/events";
import { type Peer, serve, type TestServer } from "../support/server";

const TIMES = { retry: 20, poll: 30 };

let server: TestServer | undefined;
let stop: (() => void) | undefined;
afterEach(async () => {
  stop?.();
  await server?.stop();
});

const log = new Log().begin(2).epoch(0, { loss: 1 }).epoch(1, { loss: 0.5 });
log.add("completed", { epochs: 2, stopped_by: null });
const ALL = log.events.map((event) => event.seq);

const afterOf = (peer: Peer) => Number(new URL(peer.url, "http://x").searchParams.get("after"));
const tell = (peer: Peer, events: readonly Event[]) => {
  for (const event of events) peer.say(JSON.stringify(event));
  if (events.at(-1)?.type === "completed") peer.close(1000);
};
const eventsAfter = (seq: number) => log.events.filter((event) => event.seq > seq);
const page = (path: string) => {
  const events = eventsAfter(Number(new URL(path, "http://x").searchParams.get("after")));
  return { status: 200, body: { events, last_seq: log.events.length } };
};

function follow(after = 0) {
  const seen: number[] = [];
  const heard: boolean[] = [];
  let restarted = 0;
  const ended = new Promise<string>((resolve) => {
    stop = streamRun(
      RUN,
      after,
      {
        onEvents: (events) => seen.push(...events.map(({ seq }) => seq)),
        onRestart: () => {
          restarted += 1;
        },
        onConnected: (now) => heard.push(now),
        onEnd: resolve,
      },
      TIMES,
    );
  });
  return { seen, heard, ended, restarts: () => restarted };
}

describe("following a run", () => {
  it("[E] replays from the number it was given, goes on live and ends with the last event", async () => {
    server = await serve(
      () => ({ status: 500, text: "" }),
      (peer) => tell(peer, eventsAfter(afterOf(peer))),
    );
    const { seen, ended } = follow(2);
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL.slice(2));
    expect(server.peers.map(afterOf)).toEqual([2]);
  });

  it("[E] takes a lost line up again after the last event it saw, and no event twice", async () => {
    let calls = 0;
    server = await serve(
      () => ({ status: 200, body: { events: [], last_seq: 4 } }),
      (peer) => {
        calls += 1;
        if (calls > 1) return tell(peer, log.events.slice(2));
        tell(peer, log.events.slice(0, 4));
        setTimeout(peer.cut, 40);
      },
    );
    const { seen, ended } = follow();
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL);
    expect(server.peers.map(afterOf)).toEqual([0, 4]);
  });

  it("[E] takes a jump in the numbers as it is: batches may be left out", async () => {
    server = await serve(
      () => ({ status: 500, text: "" }),
      (peer) => tell(peer, log.events.toSpliced(4, 1)),
    );
    const { seen, ended } = follow();
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL.toSpliced(4, 1));
    expect(server.peers).toHaveLength(1);
  });

  it("[E] asks once for a log with a gap, and for one without its last event", async () => {
    const gap = { ...log.events[3], type: "gap", first: 3 } as unknown as Event;
    const damaged = [...log.events.slice(0, 2), gap, ...log.events.slice(4, -1)];
    server = await serve(
      () => ({ status: 500, text: "" }),
      (peer) => {
        tell(peer, damaged);
        peer.close(1000);
      },
    );
    const { seen, ended } = follow();
    expect(await ended).toBe("ended");
    expect(seen).toEqual(damaged.map(({ seq }) => seq));
    expect(server.peers).toHaveLength(1);
  });

  it("[E] begins again where the server's log never had the events that it knows", async () => {
    server = await serve(
      () => ({ status: 500, text: "" }),
      (peer) => tell(peer, log.events),
    );
    const { seen, restarts, ended } = follow(500);
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL);
    expect(restarts()).toBe(1);
  });

  it("[R245] goes on after the end of an attempt where the run was resumed, by socket and over HTTP", async () => {
    const resumed = new Log().begin(2).add("stopped", { epochs: 0 });
    resumed.attempt = 2;
    resumed.begin(2).epoch(0, { loss: 1 }).add("completed", { epochs: 2, stopped_by: null });
    const all = resumed.events.map(({ seq }) => seq);
    const body = { events: resumed.events, last_seq: all.length };
    for (const stream of [(peer: Peer) => tell(peer, resumed.events), null]) {
      server = await serve(() => ({ status: 200, body }), stream);
      const { seen, ended } = follow();
      expect(await ended).toBe("ended");
      expect(seen).toEqual(all);
      await server.stop();
    }
  });

  it("asks over HTTP where no socket can be had", async () => {
    server = await serve(({ path }) => page(path), null);
    const { seen, ended } = follow();
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL);
  });

  it("comes back after a server that shut down in good order", async () => {
    let calls = 0;
    server = await serve(
      () => ({ status: 200, body: { events: [], last_seq: 2 } }),
      (peer) => {
        calls += 1;
        tell(peer, calls === 1 ? log.events.slice(0, 2) : eventsAfter(afterOf(peer)));
        if (calls === 1) setTimeout(() => peer.close(1001), 20);
      },
    );
    const { seen, ended } = follow();
    expect(await ended).toBe("ended");
    expect(seen).toEqual(ALL);
  });

  it("says when the server is not heard, and when it is again", async () => {
    let up = false;
    server = await serve(({ path }) => (up ? page(path) : { status: 502, text: "" }), null);
    const { heard, ended } = follow();
    await waitFor(() => expect(heard).toEqual([false]));
    up = true;
    expect(await ended).toBe("ended");
    expect(heard).toEqual([false, true]);
  });

  it.each([
    [4004, "gone"],
    [4001, "signed-out"],
  ])("does not knock again where it was shown the door: %i", async (code, why) => {
    server = await serve(
      () => ({ status: 500, text: "" }),
      (peer) => peer.close(code),
    );
    const { ended } = follow();
    expect(await ended).toBe(why);
    await new Promise((resolve) => setTimeout(resolve, 5 * TIMES.retry));
    expect(server.peers).toHaveLength(1);
  });

  it("is quiet once it is stopped", async () => {
    server = await serve(({ path }) => page(path));
    const { seen } = follow();
    await waitFor(() => expect(server?.peers).toHaveLength(1));
    stop?.();
    const [peer] = server.peers;
    if (peer !== undefined) tell(peer, log.events);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(seen).toEqual([]);
    expect(server.peers).toHaveLength(1);
  });
});
