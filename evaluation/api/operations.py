"""Operations of the API: each names its address, its action in the policy table and the scope that a token needs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeVar

from flask import Response, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from evaluation.api.problems import ProblemError
from evaluation.store.accounts.api_tokens import TokenScope

ApiView = TypeVar("ApiView", bound=Callable[..., Any])
JSON = "application/json"


class Query(BaseModel):
    """The parameters of an address after its question mark; any other is refused."""

    model_config = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that a program can ask for.

    `answers` is the model of what it gets, None for a file; `takes` that of a body that may be sent. `by_password` says
    that a token is also taken as the password of Basic authentication, for programs that know no other way.
    """

    name: str
    view: Callable[..., BaseModel | Response]
    summary: str
    path: str
    action: str
    scope: TokenScope
    answers: type[BaseModel] | None
    method: str = "GET"
    query: type[Query] = Query
    takes: type[BaseModel] | None = None
    status: int = 200
    keeps_within_scope: bool = False
    by_password: bool = False
    media: str = JSON


@dataclass(frozen=True, slots=True)
class Operations:
    """The operations of a module, each declared beside the function that does it."""

    scope: TokenScope
    all: list[Operation] = field(default_factory=list)

    def __iter__(self) -> Iterator[Operation]:
        return iter(self.all)

    def __call__(
        self,
        path: str,
        *,
        action: str,
        answers: type[BaseModel] | None = None,
        **about: Any,  # noqa: ANN401 - the fields of an operation
    ) -> Callable[[ApiView], ApiView]:
        """Declare an operation: what it does is the first sentence of its docstring."""

        def declared(view: ApiView) -> ApiView:
            summary = (view.__doc__ or "").partition("\n")[0]
            given = {"scope": self.scope, **about}
            self.all.append(
                Operation(
                    name=view.__name__,
                    view=view,
                    summary=summary,
                    path=path,
                    action=action,
                    answers=answers,
                    **given,
                )
            )
            return view

        return declared


def query_of(operation: Operation) -> Query:
    """What was asked after the question mark; a parameter that is unknown, given twice or wrong is a problem."""
    given = request.args.to_dict(flat=False)
    known = {field.alias or name: field for name, field in operation.query.model_fields.items()}
    try:
        if any(len(values) > 1 for values in given.values()):
            raise ProblemError(400, "Each parameter is given once.")
        return operation.query.model_validate({name: values[0] for name, values in given.items()})
    except ValidationError as fault:
        wrong = [str(each["loc"][0]) for each in fault.errors() if each["loc"] and str(each["loc"][0]) in known]
        said = [f"{name}: {known[name].description}" for name in dict.fromkeys(wrong)]
        names = ", ".join(known) or "none"
        raise ProblemError(400, " ".join(said) or f"Known parameters here: {names}.") from None


class Paged(Query):
    """Which part of a list."""

    limit: int = Field(default=50, ge=1, le=200, description="How many at most, from 1 to 200.")
    cursor: str | None = Field(
        default=None,
        pattern=r"^[A-Za-z0-9_-]+$",
        max_length=600,
        description="Where to go on: the `next` of the page before, as it stands there.",
    )
