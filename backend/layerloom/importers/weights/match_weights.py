"""Match the layers of a weights file with those of a model: by name, or else in order, and by shape."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from layerloom_schema.documents.document import WeightMatch
from layerloom_schema.runs.weights import MatchedLayer, MisfitLayer

from .drawn_layers import DrawnLayer, DrawnWeight
from .saved_weights import Layout, SavedLayer, SavedModel, SavedWeight

Pair = tuple[DrawnLayer, SavedLayer]


@dataclass
class Match:
    """What of a file fits a model."""

    match: WeightMatch
    given: dict[str, SavedWeight] = field(default_factory=dict)
    """The weights that fit, by the key of the variable that takes them."""
    matched: list[MatchedLayer] = field(default_factory=list)
    misfits: list[MisfitLayer] = field(default_factory=list)
    left_over: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)


def match_weights(drawn: Sequence[DrawnLayer], saved: SavedModel) -> Match:
    """Match by name where any name fits, else in order: class by class, or layer by layer in older files."""
    if len(saved.layers) == 1 and saved.layers[0].names is None and saved.layout is Layout.order:
        return _all_in_order(drawn, saved.layers[0])
    pairs = [*_by_name(drawn, saved.layers)]
    if pairs:
        return _fitted("name", pairs, drawn, saved)
    match saved.layout:
        case Layout.places:
            pairs = [*_by_place(drawn, saved.layers)]
        case Layout.order:
            pairs = _by_order(drawn, saved.layers)
    return _fitted("order", pairs, drawn, saved)


def _by_name(drawn: Sequence[DrawnLayer], saved: Sequence[SavedLayer]) -> Iterator[Pair]:
    """By the whole path of names, or by the last name where only one layer of the model has it."""
    whole = {layer.names: layer for layer in drawn}
    counts = Counter(layer.names[-1] for layer in drawn)
    alone = {layer.names[-1]: layer for layer in drawn if counts[layer.names[-1]] == 1}
    for layer in saved:
        if layer.names is not None:
            found = whole.get(layer.names) or alone.get(layer.names[-1])
            if found is not None:
                yield found, layer


def _by_place(drawn: Sequence[DrawnLayer], saved: Sequence[SavedLayer]) -> Iterator[Pair]:
    places = {layer.place: layer for layer in drawn if not layer.nested}
    return ((places[layer.place], layer) for layer in saved if layer.place in places)


def _by_order(drawn: Sequence[DrawnLayer], saved: Sequence[SavedLayer]) -> list[Pair]:
    """The layers of the outermost model in their order, as Keras loads older files; none if they are not as many."""
    outer = [layer for layer in drawn if len(layer.names) == 1]
    return [*zip(outer, saved, strict=True)] if len(outer) == len(saved) else []


def _all_in_order(drawn: Sequence[DrawnLayer], saved: SavedLayer) -> Match:
    """The arrays of `model.get_weights()`, of which each layer takes its own."""
    left = [*saved.weights]
    pairs = []
    for layer in drawn:
        if len(layer.names) == 1 and left:
            own, left = left[: len(layer.weights)], left[len(layer.weights) :]
            pairs.append((layer, SavedLayer(own[0].name, None, own)))
    match = _fitted("order", pairs, drawn, SavedModel(Layout.names, [pair[1] for pair in pairs]))
    match.left_over += [weight.name for weight in left]
    return match


def _fitted(
    match: WeightMatch, pairs: Sequence[Pair], drawn: Sequence[DrawnLayer], saved: SavedModel
) -> Match:
    found = Match(match)
    places = {id(layer): place for place, layer in enumerate(drawn)}
    for layer, given in sorted(pairs, key=lambda pair: places[id(pair[0])]):
        weights = _weights(layer, given, saved.layout)
        if weights is None:
            found.misfits.append(
                MisfitLayer(
                    layer=layer.title,
                    saved=given.title,
                    shapes=[[*weight.shape] for weight in layer.weights],
                    saved_shapes=[[*weight.shape] for weight in given.weights],
                )
            )
            continue
        found.given |= weights
        found.matched.append(MatchedLayer(layer=layer.title, saved=given.title))
    used = {id(given) for _, given in pairs}
    found.left_over += [layer.title for layer in saved.layers if id(layer) not in used]
    misfit = {each.layer for each in found.misfits}
    found.without += [
        layer.title
        for layer in drawn
        if not layer.nested
        and layer.title not in misfit
        and not any(weight.key in found.given for weight in layer.weights)
    ]
    return found


def _weights(layer: DrawnLayer, saved: SavedLayer, layout: Layout) -> Mapping[str, SavedWeight] | None:
    """The weights of a layer by key; None where their number or a shape differs."""
    if len(layer.weights) != len(saved.weights):
        return None
    pairs = [*_counterparts(layer, saved, layout)]
    fits = all(given is not None and given.shape == weight.shape for weight, given in pairs)
    return {weight.key: given for weight, given in pairs if given is not None} if fits else None


def _counterparts(
    layer: DrawnLayer, saved: SavedLayer, layout: Layout
) -> Iterator[tuple[DrawnWeight, SavedWeight | None]]:
    if layout is Layout.order:
        yield from zip(layer.in_old_order, saved.weights, strict=True)
        return
    known = {weight.name: weight for weight in saved.weights}
    if layout is Layout.places:
        yield from ((weight, known.get(weight.place)) for weight in layer.weights)
    elif all(weight.name in known for weight in layer.weights):
        yield from ((weight, known[weight.name]) for weight in layer.weights)
    elif all(str(number) in known for number in range(len(layer.weights))):
        yield from ((weight, known[str(number)]) for number, weight in enumerate(layer.weights))
    else:
        yield from zip(layer.weights, saved.weights, strict=True)
