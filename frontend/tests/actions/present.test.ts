import { expect, it } from "vitest";
import { present } from "../../src/actions/present";
import { useDocument } from "../../src/state/document";
import { useView } from "../../src/state/view";

it("[C328] on a projector nothing can be edited, until Escape ends it", () => {
  useDocument.getState().open({ format: 2, name: "Slides" });
  useDocument.getState().edit([{ type: "set_field", path: ["name"], value: "Before" }]);
  present();
  expect(useView.getState().presenting).toBe(true);
  useDocument.getState().edit([{ type: "set_field", path: ["name"], value: "Meanwhile" }]);
  useDocument.getState().undo();
  expect(useDocument.getState().document.name).toBe("Before");

  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(useView.getState().presenting).toBe(false);
  useDocument.getState().undo();
  expect(useDocument.getState().document.name).toBe("Slides");
});
