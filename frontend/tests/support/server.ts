import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";

export interface Asked {
  method: string;
  path: string;
  body: string;
}

/** One connected socket, from the server's side. */
export interface Peer {
  url: string;
  say: (text: string) => void;
  /** A closing frame with this code. */
  close: (code: number) => void;
  /** The line goes dead without a word. */
  cut: () => void;
}

export interface TestServer {
  origin: string;
  /** Every request so far, in order. */
  asked: Asked[];
  /** Every socket so far. */
  peers: Peer[];
  stop: () => Promise<void>;
}

interface Reply {
  status: number;
  body?: unknown;
  text?: string;
}

type Answer = (asked: Asked) => Reply | Promise<Reply>;

/** Answers that wait until they are let go, so that a test says in which order they come. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  /** Which answers wait; none until a test says so. */
  closedFor: (asked: Asked) => boolean = () => false;

  /** Gives the answer back, at once or when it is let go. */
  async pass(asked: Asked, reply: Reply): Promise<Reply> {
    if (this.closedFor(asked)) await new Promise<void>((go) => this.waiting.push(go));
    return reply;
  }

  /** How many answers wait. */
  get held(): number {
    return this.waiting.length;
  }

  /** Lets all answers go, and holds no more. */
  open(): void {
    this.closedFor = () => false;
    for (const go of this.waiting.splice(0)) go();
  }
}

/** A real server on a port of its own, and the page's address set to it. `onPeer` `null` refuses every socket. */
export async function serve(
  answer: Answer,
  onPeer: ((peer: Peer) => void) | null = () => {},
): Promise<TestServer> {
  const asked: Asked[] = [];
  const peers: Peer[] = [];
  const lines = new Set<Duplex>();
  const server = createServer((request, response) => void reply(request, response));

  async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const ask = {
      method: request.method ?? "",
      path: request.url ?? "",
      body: Buffer.concat(parts).toString(),
    };
    asked.push(ask);
    const { status, body, text } = await answer(ask);
    response.writeHead(status, { "content-type": text === undefined ? "application/json" : "text/plain" });
    response.end(status === 204 ? undefined : (text ?? JSON.stringify(body)));
  }

  server.on("upgrade", (request: IncomingMessage, line: Duplex) => {
    lines.add(line);
    line.on("error", () => {});
    if (onPeer === null) return void line.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const key = createHash("sha1")
      .update(`${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest("base64");
    line.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\n\r\n`,
    );
    const peer: Peer = {
      url: request.url ?? "",
      say: (text) => line.write(frame(0x81, Buffer.from(text))),
      close: (code) => {
        const bytes = Buffer.alloc(2);
        bytes.writeUInt16BE(code);
        line.end(frame(0x88, bytes));
      },
      cut: () => line.destroy(),
    };
    peers.push(peer);
    onPeer(peer);
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  (window as unknown as { happyDOM: { setURL: (url: string) => void } }).happyDOM.setURL(`${origin}/`);
  return {
    origin,
    asked,
    peers,
    stop: async () => {
      for (const line of lines) line.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** One unmasked frame, as a server sends it. */
function frame(kind: number, content: Buffer): Buffer {
  const head =
    content.length < 126
      ? Buffer.from([kind, content.length])
      : Buffer.from([kind, 126, content.length >> 8, content.length & 0xff]);
  return Buffer.concat([head, content]);
}
