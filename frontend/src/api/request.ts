import type { ErrorBody } from "@schema";
import { i18n } from "../i18n/index";
import { errorText } from "../i18n/problemText";

/** An answer that says no; its message is in the language of the page. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly body: ErrorBody,
  ) {
    super(errorText(body));
  }
}

/** The server could not be reached, or what answered was not it. */
export class Unreachable extends Error {}

/** Whether the server or its absence caused an error; any other is a fault of the page. */
export function isServerError(error: unknown): error is Refusal | Unreachable {
  return error instanceof Refusal || error instanceof Unreachable;
}

/** The message of an error that the server or its absence caused; any other is thrown on. */
export function serverMessage(error: unknown): string {
  if (isServerError(error)) return error.message;
  throw error;
}

type Result<T> = { data?: T; error?: unknown; response: Response };

/** What a call of `api` brought. Raises `Refusal`, `Unreachable`, or what its signal was aborted with. */
export async function answer<T>(call: Promise<Result<T>>): Promise<T> {
  let result: Result<T>;
  try {
    result = await call;
  } catch (error) {
    if (error instanceof Error && error.name === "AbortError") throw error;
    throw new Unreachable(i18n.t("server.silent"), { cause: error });
  }
  const { data, error, response } = result;
  if (response.ok) return data as T;
  if (isErrorBody(error)) throw new Refusal(response.status, error);
  throw new Unreachable(i18n.t("server.status", { status: response.status }));
}

function isErrorBody(value: unknown): value is ErrorBody {
  return typeof value === "object" && value !== null && "code" in value && "message" in value;
}
