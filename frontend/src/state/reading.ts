import { create } from "zustand";

/** Whether what Keras says of the selected node is unfolded: it stays so from one node to the next. */
export const useDocsOpen = create(() => ({ open: false }));
