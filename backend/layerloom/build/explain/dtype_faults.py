"""Wrong dtypes: strings or integers where floats are needed, floats where indices are."""

from layerloom.build.finding import Finding
from layerloom.build.tensor_spec import is_float
from layerloom_schema.checks.problems import Code

from .failed_call import FailedCall


def dtype(failed: FailedCall) -> Finding | None:
    """A call that passes once its inputs are floats."""
    places = [place for place, spec in enumerate(failed.specs) if not is_float(spec.actual)]
    if not places:
        return None
    as_floats = {place: failed.specs[place]._replace(dtype="float32", actual="float32") for place in places}
    if not failed.passes_with(as_floats):
        return None
    alone = [place for place in places if failed.passes_with({place: as_floats[place]})]
    place = (alone or places)[0]
    received = failed.specs[place].actual
    return Finding(
        Code.dtype_mismatch,
        variant="needs_float",
        params={"dtype": received},
        expected="float32",
        received=received,
        place=place,
    )
