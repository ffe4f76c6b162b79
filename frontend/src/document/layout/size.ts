/** What a node takes up on the canvas, in canvas units. The server knows the same numbers (`graph/edge_routes.py`). */
export const NODE_WIDTH = 196;
export const NODE_HEIGHT = 56;
