"""The scalars of a mapping: every one is written as text, so a flag is a word and a number is digits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

FLAGS = {"yes": True, "no": False}
# The parts of a date format: strptime's, but only those that say a day, a month, a year or a time of day.
FORMAT_PARTS = "dmyYbBHIMSpf"


class Vocabulary(BaseModel):
    """A part of the language: frozen, and without a word that is not listed."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


def _flag(value: object) -> object:
    if isinstance(value, str):
        if value not in FLAGS:
            raise ValueError("say yes or no")
        return FLAGS[value]
    return value


@dataclass(frozen=True, eq=False)
class Shorthand:
    """A shorter way of writing something: how it is made long, and what an editor is told of it."""

    lengthen: Callable[[Any], Any]
    schema: dict[str, Any] | None

    def __get_pydantic_core_schema__(self, source: Any, handler: Callable[[Any], CoreSchema]) -> CoreSchema:
        """Return the long form's schema with the lengthening before it."""
        return core_schema.no_info_before_validator_function(self.lengthen, handler(source))

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Return a schema that takes either form; the short one of a list is one item of it."""
        long = handler(core)
        return {"anyOf": [self.schema or long["items"], long]}


TEXT = {"type": "string"}
TEXTS = {"type": "array", "items": TEXT}


def _is_text(value: object) -> bool:
    return isinstance(value, str)


ONE_OR_MORE = Shorthand(lambda value: [value] if _is_text(value) else value, TEXT)
ONE_SET_OR_MORE = Shorthand(lambda value: [value] if isinstance(value, dict) else value, None)


def named(word: str) -> Shorthand:
    """Return the shorthand of a text or a list alone, which means {word: text}."""
    return Shorthand(
        lambda value: {word: value} if isinstance(value, str | list) else value, {"anyOf": [TEXT, TEXTS]}
    )


def _date_format(value: str) -> str:
    parts = value.split("%")[1:]
    if not parts or any(part[:1] not in FORMAT_PARTS or not part for part in parts):
        raise ValueError("a date format is made of %d %m %Y %y %b %B %H %M %S and what stands between them")
    return value


Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Text = Annotated[str, Field(min_length=1, max_length=500)]
Flag = Annotated[
    bool, BeforeValidator(_flag), WithJsonSchema({"enum": ["yes", "no", True, False], "title": "yes or no"})
]
Number = Annotated[
    int,
    Field(ge=0),
    WithJsonSchema({"anyOf": [{"type": "integer", "minimum": 0}, {"type": "string", "pattern": "^[0-9]+$"}]}),
]
Percentage = Annotated[
    float,
    Field(ge=0, le=100),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, {"type": "string"}]}),
]
DateFormat = Annotated[str, Field(min_length=2, max_length=40), BeforeValidator(_date_format)]
Texts = Annotated[tuple[Text, ...], ONE_OR_MORE]
Words = Annotated[tuple[str, ...], ONE_OR_MORE]


class Condition(Vocabulary):
    """What a cell must be. Words are compared without regard to case and to how blanks are spread."""

    in_: Words | None = Field(None, alias="in", description="The cell is one of these words.")
    not_: Words | None = Field(None, alias="not", description="The cell is none of these words.")
    starts: Texts | None = Field(None, description="The cell begins with one of these words.")
    before: Text | None = Field(None, description="The cell's day is before that in this other column.")
    after: Text | None = Field(None, description="The cell's day is after that in this other column.")
    blank: Flag | None = Field(None, description="yes: the cell is blank; no: it is filled.")


def _condition(value: Any) -> Any:
    return value if isinstance(value, Mapping | Condition) else {"in": value}


Conditions = Annotated[
    dict[Text, Annotated[Condition, Shorthand(_condition, {"anyOf": [TEXT, TEXTS]})]],
    Field(min_length=1, description="Column: word, [words] or a condition. All of them must hold."),
]
