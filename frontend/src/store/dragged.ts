/** The type under which the palette hands what is dragged to the canvas. */
export const ADDITION_TYPE = "application/x-layerloom-addition";
