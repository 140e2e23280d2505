"""The interface itself: its routers, who may come in, its errors, its documentation page."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.openapi.schema import OpenAPISchema

from saima.api import results, rounds
from saima.api.errors import MEDIA_TYPE, add_handlers
from saima.api.security import BearerToken

SETTINGS = {"validatorUrl": None, "persistAuthorization": False, "deepLinking": True}
"""``validatorUrl`` None, because the page would else ask another host for a badge."""


class Interface(NinjaAPI):
    """An interface whose document tells the media type of its errors."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """The OpenAPI document."""
        document = super().get_openapi_schema(**kwargs)
        for operations in document["paths"].values():
            for operation in operations.values():
                for status, told in operation["responses"].items():
                    if int(status) >= 400 and "content" in told:
                        told["content"] = {MEDIA_TYPE: told["content"].pop("application/json")}
        return document


api = Interface(
    title="Saima",
    version="1",
    description="Rounds, values, ledger, boards and explanations. Errors are problem details.",
    auth=BearerToken(),
    docs=Swagger(settings=SETTINGS),
    urls_namespace="api",
)
api.add_router("", rounds.router)
api.add_router("", results.router)
add_handlers(api)
