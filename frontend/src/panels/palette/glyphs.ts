import type { Colour } from "../../document/add/paletteSearch";

/** Glyphs of the palette: strokes on a grid of 16 by 16, of a layer where it has one of its own, else of its family. */

const FAMILIES: Readonly<Record<Colour, string>> = {
  input: "M2 8h9M8 5l3 3-3 3M14 3v10",
  output: "M2 3v10M5 8h9M11 5l3 3-3 3",
  core: "M3 4h10v8H3z",
  convolution: "M2 2h12v12H2zM2 6h12M2 10h12M6 2v12M10 2v12",
  recurrent: "M12.5 5A5.5 5.5 0 1 0 13.5 9M13 2v3.5H9.5",
  merge: "M3 2v3q0 3 5 3t5-3V2M8 8v6",
  regularize: "M2 13q4 0 5-6t2-4 2 4 3 6",
  attention: "M8 2v12M2 8h12M4 4l8 8M12 4l-8 8",
  wrapper: "M2 2h12v12H2zM5.5 5.5h5v5h-5z",
  preprocess: "M2 3h12L9.5 8.5V14l-3-2V8.5z",
  augment: "M2 12l4-5 3 3 2-2 3 4zM11 3.5h.01",
  op: "M5 3q-2 0-2 3v4q0 3-1 4M2 7h4M8 7l5 6M13 7l-5 6",
  model: "M2 5h9v9H2zM5 5V2h9v9h-3",
};

const LAYERS: Readonly<Record<string, string>> = {
  Dense: "M3 3l10 2M3 3l10 6M3 8l10-3M3 8l10 5M3 13l10-4M3 13l10 0",
  Embedding: "M2 3h5v10H2zM2 6.3h5M2 9.6h5M9 8h2M11 5h3v6h-3z",
  Activation: "M2 12h6l6-9",
  ReLU: "M2 12h6l6-9",
  LeakyReLU: "M2 13l6-2 6-8",
  Softmax: "M3 14v-3M6.3 14V9M9.6 14V3M13 14v-4",
  Flatten: "M2 3h5v5H2zM2 12h12M2 10.5v3M5 10.5v3M8 10.5v3M11 10.5v3M14 10.5v3",
  Reshape: "M2 6h6v4H2zM11 2h3v12h-3z",
  Permute: "M3 5h9M9.5 2.5L12 5 9.5 7.5M13 11H4M6.5 8.5L4 11l2.5 2.5",
  RepeatVector: "M3 3v10M7 3v10M11 3v10M14 3v10",
  Conv1D: "M2 6h12v4H2zM5 6v4M8 6v4M11 6v4",
  MaxPooling2D: "M2 2h12v12H2zM8 2v12M2 8h12M10.5 4l1 1.5 1-3",
  GlobalAveragePooling2D: "M2 2h8v8H2zM10 10l4 4M14 11v3h-3",
  UpSampling2D: "M2 10h4v4H2zM6 10l4-4M10 9V6H7M8 2h6v6",
  LSTM: "M2 4h12v8H2zM2 6.5h12M5 12V8M8 12V8M11 12V8",
  GRU: "M2 4h12v8H2zM2 6.5h12M6 12V8M10 12V8",
  Concatenate: "M2 3h5v4H2zM2 9h5v4H2zM9 8h1M11 3h3v10h-3z",
  Add: "M8 3v10M3 8h10",
  Subtract: "M3 8h10",
  Multiply: "M4 4l8 8M12 4l-8 8",
  Average: "M3 4l8 8M12 4l-8 8M2 2h11",
  Dot: "M8 7.5v1M4 3v10M12 3v10",
  Dropout: "M4 4h.01M8 4h.01M12 4h.01M4 8h.01M12 8h.01M4 12h.01M8 12h.01M12 12h.01M6.5 6.5l3 3M9.5 6.5l-3 3",
  BatchNormalization: "M2 13q3 0 4-5t2-5 2 5 4 5M8 14V3",
  LayerNormalization: "M2 13q3 0 4-5t2-5 2 5 4 5M3 8h10",
};

export function glyphOf(title: string, family: Colour): string {
  return LAYERS[title] ?? FAMILIES[family];
}
