"""Routes that an inspector answers about the data of a document: what recipes make, columns as nodes, bindings."""

from fastapi import Request
from starlette.responses import Response

from layerloom.api.services import ServicesDep
from layerloom.api.strict_routes import raw_json_body, resource_router
from layerloom.api.worker_reply import worker_reply
from layerloom_schema.data.binding import BoundDataset
from layerloom_schema.data.drawn_columns import DrawnColumns
from layerloom_schema.data.recipe_previews import RecipePreview

router = resource_router("data")


@router.post("/recipes/preview", response_model=RecipePreview, openapi_extra=raw_json_body("PreviewRecipe"))
async def preview_recipe(request: Request, services: ServicesDep) -> Response:
    """The columns of a recipe before its first step and after each, with the lines of the exported script."""
    body = await request.body()
    return worker_reply(
        await services.inspectors.ask("preview_recipe", {}, body, gone=request.is_disconnected)
    )


@router.post("/columns/draw", response_model=DrawnColumns, openapi_extra=raw_json_body("DrawColumns"))
async def draw_columns(request: Request, services: ServicesDep) -> Response:
    """The edits that draw columns of the data as inputs and outputs, bound, with losses and metrics that fit."""
    return worker_reply(await services.inspectors.ask("draw_columns", {}, await request.body()))


@router.post("/datasets/bind", response_model=BoundDataset, openapi_extra=raw_json_body("BindDataset"))
async def bind_dataset(request: Request, services: ServicesDep) -> Response:
    """The edits that choose a data set for a document, and bind its inputs and outputs by name or shape."""
    return worker_reply(await services.inspectors.ask("bind_dataset", {}, await request.body()))
