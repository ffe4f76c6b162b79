"""The commands of `layerloom`, in the order of its help."""

from collections.abc import Callable, Sequence
from typing import Any

import typer

from layerloom.cli.catalog_commands import catalog, templates
from layerloom.cli.data_commands import add, bind, list_, preview, remove, show
from layerloom.cli.data_row_commands import drop, join, windows
from layerloom.cli.diff_command import diff
from layerloom.cli.document_commands import check, export, import_, summary
from layerloom.cli.evaluate_command import evaluate
from layerloom.cli.fork_command import fork
from layerloom.cli.predict_command import predict
from layerloom.cli.resume_command import resume
from layerloom.cli.run_commands import bundle
from layerloom.cli.server_commands import doctor, serve, token
from layerloom.cli.sweep_command import sweep
from layerloom.cli.train_command import train
from layerloom.cli.weights_command import weights

app = typer.Typer(
    name="layerloom",
    help="Draw a Keras functional model, check it, train it and watch it learn.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
data = typer.Typer(help="Add, list, show, preview, bind, join and remove data sets.", no_args_is_help=True)

_COMMANDS: Sequence[tuple[str, Callable[..., Any], str]] = (
    ("serve", serve, "--port 8642"),
    ("check", check, "model.json"),
    ("summary", summary, "model.json"),
    ("weights", weights, "model.json pretrained.h5 -o model.json"),
    ("train", train, "model.json --data digits --epochs 5"),
    ("resume", resume, "model-run-1a2b3c4d --epochs 5"),
    ("fork", fork, "model-run-1a2b3c4d --document model.json"),
    ("sweep", sweep, "model.json plan.json --out sweep"),
    ("predict", predict, "model-run-1a2b3c4d --file new.csv -o predicted.csv"),
    ("evaluate", evaluate, "model-run-1a2b3c4d"),
    ("import", import_, "model.h5 -o model.json"),
    ("diff", diff, "model.json model.keras"),
    ("export", export, "model.json --to python --data own.csv -o model.py"),
    ("bundle", bundle, "model-run-1a2b3c4d -o model.zip"),
    ("templates", templates, "iris > model.json"),
    ("catalog", catalog, "Conv2D"),
    ("token", token, "--new"),
    ("doctor", doctor, ""),
)
_DATA_COMMANDS: Sequence[tuple[str, Callable[..., Any], str]] = (
    ("add", add, "own.csv --name own"),
    ("list", list_, ""),
    ("show", show, "own"),
    ("preview", preview, "own.csv --decimal ,"),
    ("bind", bind, "model.json own -o bound.json"),
    ("join", join, "model.json districts --on district=id -o joined.json"),
    ("drop", drop, "model.json rooms price -o complete.json"),
    ("windows", windows, "model.json --length 24 --group station -o windows.json"),
    ("remove", remove, "own"),
)
"""Names, functions, and the arguments of the example that ends their help."""

for _name, _command, _example in _COMMANDS:
    app.command(_name, epilog=f"Example: layerloom {_name} {_example}".rstrip())(_command)
for _name, _command, _example in _DATA_COMMANDS:
    data.command(_name, epilog=f"Example: layerloom data {_name} {_example}".rstrip())(_command)
app.add_typer(data, name="data")
