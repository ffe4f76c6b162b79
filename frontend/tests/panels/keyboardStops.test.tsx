import type { Catalog } from "@schema";
import { render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it } from "vitest";
import { Palette } from "../../src/panels/palette/Palette";
import { useCatalog } from "../../src/state/catalog";
import { Field, TextInput } from "../../src/ui/Field";
import { readJson } from "../files";

beforeEach(() => useCatalog.setState({ catalog: readJson<Catalog>("shared_schema/generated/catalog.json") }));

it("[C324] the palette is one stop of the Tab key, and arrows move inside", async () => {
  render(
    <>
      <Palette />
      <button type="button">after</button>
    </>,
  );
  await userEvent.click(screen.getByRole("searchbox"));
  await userEvent.tab();
  const first = document.activeElement;
  expect(first?.closest("section")).toBeTruthy();
  await userEvent.keyboard("{ArrowDown}{ArrowDown}");
  const third = document.activeElement;
  expect(third).not.toBe(first);
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe("after");
  // It is come back to where it was left.
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(third);
  await userEvent.keyboard("{Home}");
  expect(document.activeElement).toBe(first);
});

it("[C324] the help beside a label comes after its field", async () => {
  render(
    <Field label="units" aside={<button type="button">help</button>}>
      {(control) => <TextInput {...control} value="4" onText={() => {}} />}
    </Field>,
  );
  await userEvent.tab();
  expect(document.activeElement).toBe(screen.getByLabelText("units"));
  await userEvent.tab();
  expect(document.activeElement?.textContent).toBe("help");
});
