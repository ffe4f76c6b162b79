import type { ErrorBody } from "@schema";

/** An answer that says no, in the server's words. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(body.message);
  }
}

/** The server could not be reached, or what answered was not it. */
export class Unreachable extends Error {}

interface Options {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** One JSON request to our own server. Raises `Refusal`, `Unreachable`, or what the signal was aborted with. */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const response = await send(path, options);
  return (await readJson(response)) as T;
}

/** As `request`, for an answer that is a text. */
export async function requestText(path: string, options: Options = {}): Promise<string> {
  return (await send(path, options)).text();
}

async function send(path: string, { method = "GET", body, signal }: Options): Promise<Response> {
  const init: RequestInit = { method, signal: signal ?? null, credentials: "same-origin" };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    init.headers = { "content-type": "application/json" };
  }
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Unreachable("The server does not answer.", { cause: error });
  }
  if (response.ok) return response;
  const said = (await readJson(response)) as ErrorBody | null;
  if (typeof said?.code !== "string") throw new Unreachable(`The server answered ${response.status}.`);
  throw new Refusal(response.status, said);
}

async function readJson(response: Response): Promise<unknown> {
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable("The server's answer was cut off.", { cause: error });
  }
}
