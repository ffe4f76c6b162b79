import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { TRAINING_DEFAULTS } from "../../src/document/training";
import { loadNamespaces } from "../../src/i18n/languages";
import { OutputTrainingForm } from "../../src/panels/training/OutputTrainingForm";
import { TrainingSettings } from "../../src/panels/training/TrainingSettings";
import { useCheck } from "../../src/state/check";
import { useDatasets } from "../../src/state/data/datasets";
import { useDocument } from "../../src/state/document";
import { checked, DIGITS, DOCUMENT, freshTraining, generated, problem } from "../support/training";

beforeAll(() => loadNamespaces("charts"));
beforeEach(freshTraining);

describe("the settings", () => {
  it("shows what the contract says holds where nothing is said", () => {
    const schemas = generated("openapi.json").components.schemas;
    const { optimizer, epochs, batch_size, shuffle, seed, deterministic, dtype_policy } =
      schemas.Training.properties;
    expect(TRAINING_DEFAULTS).toEqual({
      optimizer: optimizer.default,
      epochs: epochs.default,
      batch_size: batch_size.default,
      shuffle: shuffle.default,
      seed: seed.default,
      deterministic: deterministic.default,
      split: schemas.Validation.properties.split.default,
      weight: schemas.OutputTraining.properties.weight.default,
      dtype_policy: dtype_policy.default,
    });
  });

  it("sends what is typed, right or wrong, and says the problem beside the field", async () => {
    render(<TrainingSettings />);
    const epochs = screen.getByLabelText("epochs");
    await userEvent.clear(epochs);
    await userEvent.type(epochs, "-2.5");
    expect(useDocument.getState().openGraph.training?.epochs).toBe(-2.5);
    await userEvent.clear(epochs);
    await userEvent.type(epochs, "many");
    expect(useDocument.getState().openGraph.training?.epochs).toBe("many");
    useCheck.setState({ documentError: "training.epochs must be a whole number." });
    expect((await screen.findByText("training.epochs must be a whole number.")).id).toBe(
      epochs.getAttribute("aria-describedby"),
    );
  });

  it("typing in one field is one step to undo", async () => {
    render(<TrainingSettings />);
    const batch = screen.getByLabelText("batch size");
    await userEvent.clear(batch);
    await userEvent.type(batch, "128");
    expect(useDocument.getState().openGraph.training?.batch_size).toBe(128);
    useDocument.getState().undo();
    expect(useDocument.getState().openGraph.training?.batch_size).toBeUndefined();
  });

  it("an output's loss and metrics come from the catalogue and go into the document", async () => {
    render(<OutputTrainingForm output="digit" />);
    await userEvent.selectOptions(screen.getByLabelText("loss"), "SparseCategoricalCrossentropy");
    await userEvent.selectOptions(screen.getByLabelText("add a metric"), "accuracy");
    expect(useDocument.getState().openGraph.training?.outputs?.digit).toEqual({
      loss: "SparseCategoricalCrossentropy",
      metrics: ["accuracy"],
    });
    await userEvent.click(screen.getByRole("button", { name: "Remove metric 1" }));
    expect(useDocument.getState().openGraph.training?.outputs?.digit?.metrics).toEqual([]);
  });

  it("a callback is written as an object, with its problem beside its own setting", async () => {
    checked(problem("training.callbacks.0.config.monitor", "Nothing called val_loss is measured."));
    render(<TrainingSettings />);
    await userEvent.selectOptions(screen.getByLabelText("add a callback"), "EarlyStopping");
    expect(useDocument.getState().openGraph.training?.callbacks).toEqual([{ name: "EarlyStopping" }]);
    expect(screen.getByText("Nothing called val_loss is measured.")).toBeTruthy();
  });
});

describe("more ways to train", () => {
  const outputs = () => useDocument.getState().openGraph.training?.outputs?.digit;

  it("weighs classes, each by its number", async () => {
    render(<OutputTrainingForm output="digit" />);
    const add = screen.getByRole("button", { name: "Add a class", hidden: true });
    await userEvent.click(add);
    await userEvent.click(add);
    expect(outputs()?.class_weight).toEqual({ "0": 1, "1": 1 });
    const weight = screen.getByLabelText("weight of class 1");
    await userEvent.clear(weight);
    await userEvent.type(weight, "2.5");
    const number = screen.getByLabelText("class in row 2");
    await userEvent.type(number, "0");
    expect(outputs()?.class_weight).toEqual({ "0": 1, "10": 2.5 });
    await userEvent.click(screen.getByRole("button", { name: "Remove class 0" }));
    await userEvent.click(screen.getByRole("button", { name: "Remove class 10" }));
    expect(outputs()).not.toHaveProperty("class_weight");
  });

  it("weighs the rows of an output by a field, one number for each", async () => {
    useDocument.getState().open({ ...DOCUMENT, data: { dataset: "digits" } });
    useDatasets.setState({ datasets: [DIGITS] });
    render(<OutputTrainingForm output="digit" />);
    const field = screen.getByLabelText("weight of each row");
    const options = within(field).getAllByRole("option", { hidden: true });
    expect(options.map((option) => option.textContent)).toEqual([
      "all alike",
      "certain · scalar float32",
      "image · 8 × 8 × 1 float32",
    ]);
    await userEvent.selectOptions(field, "certain");
    expect(useDocument.getState().openGraph.data?.sample_weights).toEqual({ digit: "certain" });
  });

  it("keeps the metrics that the weights touch apart from the others", async () => {
    render(<OutputTrainingForm output="digit" />);
    await userEvent.selectOptions(screen.getByLabelText("add a metric"), "accuracy");
    await userEvent.selectOptions(screen.getByLabelText("add a weighted metric"), "AUC");
    expect(outputs()).toEqual({ metrics: ["accuracy"], weighted_metrics: ["AUC"] });
  });

  it("validates on a share of the rows, or on a data set of their own", async () => {
    useDatasets.setState({ datasets: [DIGITS, { ...DIGITS, name: "more", title: "More digits" }] });
    render(<TrainingSettings />);
    const split = screen.getByLabelText("validation split");
    await userEvent.clear(split);
    await userEvent.type(split, "0.2");
    expect(useDocument.getState().openGraph.training?.validation).toEqual({ split: 0.2 });
    await userEvent.selectOptions(screen.getByLabelText("rows to validate on"), "More digits");
    expect(useDocument.getState().openGraph.training?.validation).toEqual({ dataset: "more" });
    expect(screen.queryByLabelText("validation split")).toBeNull();
  });

  it("splits the rows by class, in place of the validation split, and shows what is wrong with it", async () => {
    useDatasets.setState({ datasets: [DIGITS] });
    const training = { validation: { split: 0.3 } };
    useDocument.getState().open({ ...DOCUMENT, training, data: { dataset: "digits" } });
    render(<TrainingSettings />);
    const way = screen.getByLabelText("split of the data");
    await userEvent.selectOptions(way, "at random, each class alike");
    expect(useDocument.getState().openGraph.data?.split).toEqual({
      validation: 0.3,
      test: 0.1,
      by: "stratified",
    });
    expect(useDocument.getState().openGraph.training?.validation).toEqual({});
    expect(screen.queryByLabelText("validation split")).toBeNull();
    await userEvent.selectOptions(screen.getByLabelText("by the column"), "certain");
    expect(useDocument.getState().openGraph.data?.split?.column).toBe("certain");
    checked(problem("data.split.test", "A share is below 1."));
    expect(await screen.findByText("A share is below 1.")).toBeTruthy();
    const test = screen.getByLabelText("share for the test");
    expect(test.getAttribute("aria-invalid")).toBe("true");
    await userEvent.selectOptions(way, "by time, the latest held back");
    expect(screen.queryByLabelText("seed of the split")).toBeNull();
    await userEvent.selectOptions(way, "none: the last rows validate");
    expect(useDocument.getState().openGraph.data?.split).toBeUndefined();
    useDocument.getState().undo();
    expect(useDocument.getState().openGraph.data?.split?.by).toBe("time");
  });

  it("shows a share beside a data set that a document has as well, and why only one can hold", () => {
    const validation = { dataset: "digits", split: 0.2 };
    useDocument.getState().open({ ...DOCUMENT, training: { validation } });
    checked(problem("training.validation.split", "Only one can hold."));
    render(<TrainingSettings />);
    expect(screen.getByLabelText("validation split").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("Only one can hold.")).toBeTruthy();
  });

  it("[T29] balances the classes of an output by a word, and gives their weights back by number", async () => {
    render(<OutputTrainingForm output="digit" />);
    const classes = screen.getByLabelText("classes");
    await userEvent.selectOptions(classes, "balanced");
    expect(outputs()).toEqual({ class_weight: "balanced" });
    expect(screen.queryByText("Add a class")).toBeNull();
    await userEvent.selectOptions(classes, "weighed by number");
    expect(outputs()).toEqual({});
    expect(screen.getByText("Add a class")).toBeTruthy();
  });

  it("[C97] a class weight or a data set with nothing but a warning is not invalid", () => {
    const outputs = { digit: { loss: "mse", class_weight: { 3: 2 } } };
    useDocument.getState().open({ ...DOCUMENT, training: { outputs } });
    checked({ ...problem("training.outputs.digit.class_weight.3", "No row has it."), severity: "warning" });
    render(<TrainingSettings />);
    const [weight] = screen.getAllByDisplayValue("2");
    expect(weight?.getAttribute("aria-invalid")).toBe("false");
    expect(screen.getByText("No row has it.").className).toContain("warning");
  });

  it("schedules the learning rate, and calculates in half precision", async () => {
    render(<TrainingSettings />);
    await userEvent.selectOptions(screen.getByLabelText("learning_rate"), "CosineDecay");
    await userEvent.selectOptions(screen.getByLabelText("precision"), "mixed_float16");
    expect(useDocument.getState().openGraph.training).toMatchObject({
      optimizer: { name: "adam", config: { learning_rate: { name: "CosineDecay" } } },
      dtype_policy: "mixed_float16",
    });
  });

  it("says what is wrong with a schedule at its own setting", () => {
    const learning_rate = { name: "CosineDecay", config: { decay_steps: 0 } };
    useDocument.getState().open({
      ...DOCUMENT,
      training: { optimizer: { name: "Adam", config: { learning_rate } } },
    });
    checked(problem("training.optimizer.config.learning_rate.config.decay_steps", "At least 1 step."));
    render(<TrainingSettings />);
    expect(screen.getByLabelText("decay_steps").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByLabelText("learning_rate").getAttribute("aria-invalid")).toBe("false");
    expect(screen.getAllByText("At least 1 step.")).toHaveLength(1);
  });
});
