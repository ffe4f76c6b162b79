"""The commands of `layerloom`, in the order of its help."""

import typer

from layerloom.cli.catalog_commands import catalog, templates
from layerloom.cli.data_commands import data
from layerloom.cli.data_row_commands import drop, join
from layerloom.cli.document_commands import check, export, import_, summary
from layerloom.cli.evaluate_command import evaluate
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
for _name, _command in (
    ("serve", serve),
    ("check", check),
    ("summary", summary),
    ("weights", weights),
    ("train", train),
    ("resume", resume),
    ("sweep", sweep),
    ("predict", predict),
    ("evaluate", evaluate),
    ("import", import_),
    ("export", export),
    ("bundle", bundle),
    ("templates", templates),
    ("catalog", catalog),
    ("token", token),
    ("doctor", doctor),
):
    app.command(_name)(_command)
data.command("join")(join)
data.command("drop")(drop)
app.add_typer(data, name="data")
