import type { DocumentWarning, Parity } from "@schema";
import { importJson } from "../../api/documents";
import { DocumentText } from "../../api/projects";
import { Refusal } from "../../api/request";
import { newerFormat, readableDocument } from "../../document/readDocument";
import { Damaged, TooLarge } from "../../document/sharing/compression";
import { DOCUMENT_BYTES, FILE_BYTES } from "../../document/sharing/limits";
import { readHash } from "../../document/sharing/link";
import { isPng, KEYWORD, textIn } from "../../document/sharing/png";
import { isSvg, jsonInSvg } from "../../document/sharing/svgMetadata";
import { toJson, toText } from "../../document/sharing/text";
import type { Document } from "../../document/types";
import { loadNamespaces } from "../../i18n/languages";
import type { Toast } from "../../state/toast";

type ImportFailure =
  | "noDocument"
  | "notADocument"
  | "notAFile"
  | "damaged"
  | "damagedLink"
  | "tooLarge"
  | "tooLargeLink";

/** Why a file or a link could not be opened. */
export class ImportError extends Error {
  constructor(
    readonly why: ImportFailure,
    readonly file: string,
  ) {
    super(why);
  }
}

/** A document that came from elsewhere, and what of it could not be carried over; of a newer format, its text. */
export interface ImportedDocument {
  document: Document | DocumentText;
  warnings: readonly DocumentWarning[];
  /** How it compares with its file, where that is a saved model. */
  parity?: Parity | null;
}

/** The document in a file: a picture that holds one, or JSON. Raises `ImportError`, or what the server says. */
export async function documentInFile(file: File): Promise<ImportedDocument> {
  if (file.size > FILE_BYTES) throw new ImportError("tooLarge", file.name);
  const { text, json } = await jsonInFile(file).catch((error) => {
    throw asImportError(error, file.name, { damaged: "damaged", large: "tooLarge" });
  });
  return readByServer(json, file.name, text);
}

/** The document in the part of an address after its `#`. Raises `ImportError`, or what the server says. */
export async function documentInHash(hash: string): Promise<ImportedDocument> {
  const json = await readHash(hash).catch((error) => {
    throw asImportError(error, "", { damaged: "damagedLink", large: "tooLargeLink" });
  });
  return readByServer(json, "");
}

/** What the page says when something could not be opened; `null` for what is no fault of the file's. */
export async function importErrorToast(error: unknown): Promise<Toast | null> {
  if (error instanceof Refusal && error.status !== 401) return { text: error.message, persistent: true };
  if (!(error instanceof ImportError)) return null;
  await loadNamespaces("picture");
  return { key: `picture:unopened.${error.why}`, values: { name: error.file }, persistent: true };
}

async function jsonInFile(file: File): Promise<{ text: string; json: unknown }> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (isPng(bytes)) {
    const text = await textIn(bytes, KEYWORD, DOCUMENT_BYTES);
    if (text === null) throw new ImportError("noDocument", file.name);
    return { text, json: toJson(text) };
  }
  if (file.type.startsWith("image/") && file.type !== "image/svg+xml") {
    throw new ImportError("noDocument", file.name);
  }
  const text = decodeText(bytes, file.name);
  if (isSvg(text)) {
    const json = jsonInSvg(text, DOCUMENT_BYTES);
    if (json === null) throw new ImportError("noDocument", file.name);
    return { text: json, json: toJson(json) };
  }
  if (bytes.length > DOCUMENT_BYTES) throw new ImportError("tooLarge", file.name);
  return { text, json: plainJson(text, file.name) };
}

/** The text of a file. Raises `ImportError` where it is none. */
export function decodeText(bytes: Parameters<typeof toText>[0], name: string): string {
  try {
    return toText(bytes);
  } catch {
    throw new ImportError("notAFile", name);
  }
}

function plainJson(text: string, name: string): unknown {
  try {
    return toJson(text);
  } catch {
    throw new ImportError("notAFile", name);
  }
}

function asImportError(
  error: unknown,
  name: string,
  words: { damaged: ImportFailure; large: ImportFailure },
): unknown {
  if (error instanceof TooLarge) return new ImportError(words.large, name);
  return error instanceof Damaged ? new ImportError(words.damaged, name) : error;
}

/** Whatever came is only data: the server reads it as a document, and what cannot be drawn is none. */
async function readByServer(
  json: unknown,
  name: string,
  text = JSON.stringify(json),
): Promise<ImportedDocument> {
  if (newerFormat(json) !== null) return { document: new DocumentText(text), warnings: [] };
  const { document, warnings = [], parity } = await importJson(json, name);
  const readable = readableDocument(document);
  if (readable === null) throw new ImportError("notADocument", name);
  return { document: readable, warnings, parity };
}
