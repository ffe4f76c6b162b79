/** The server takes a body of 8 MiB (`limits.py`): a document that is larger can be opened nowhere. */
export const DOCUMENT_BYTES = 8 * 1024 ** 2;

/** Every browser takes an address of this length, and so do most of the places that one is pasted into. */
export const LINK_LETTERS = 65_536;

/** A picture with a document in it is far smaller; a larger file is not read. */
export const FILE_BYTES = 64 * 1024 ** 2;
