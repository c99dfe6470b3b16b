"""Settings: the environment read once into one frozen object, each threshold with its reason."""

from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict


class SettingsRefused(Exception):
    """A setting cannot be used; the message is a sentence for people."""


class Settings(BaseSettings):
    """Where things are kept, and every threshold that a data protection officer would ask about."""

    model_config = SettingsConfigDict(env_prefix="MSP_", frozen=True, extra="ignore")

    home: Path = Field(default=Path("msp_home"), description="Releases, operations database, inbox and keys.")
    warehouse_url: str = Field(
        default="",
        repr=False,
        description="PostgreSQL that releases are published to and read from, as postgresql+psycopg://…; "
        "blank for the files in the home folder.",
    )
    operations_url: str = Field(default="", description="SQLAlchemy URL; blank for SQLite inside the home.")
    board_name: str = Field(default="Safeguarding Adults Board", description="Shown at the top of each page.")
    contact: str = Field(
        default="your council's safeguarding data lead", description="Whom a reader asks about a figure."
    )
    council_code: str = Field(
        default="",
        pattern=r"^([A-Z0-9]{3,9})?$",
        description="Which published figures are yours: your council's ONS code, such as E06000001, or its "
        "code in the national returns, such as 102, which stays where borders change.",
    )
    suppression_threshold: int = Field(
        default=5, ge=3, description="Counts from 1 to one below it are hidden outside the exact tier."
    )
    rate_minimum: int = Field(
        default=20, ge=10, description="The smallest denominator of a rate outside the exact tier."
    )
    rate_minimum_exact: int = Field(
        default=10, ge=1, description="The smallest denominator of a rate in words on an exact page."
    )
    query_memory: str = Field(default="1GB", description="Memory that one process may use to read a release.")

    @property
    def keys(self) -> Path:
        """The folder of secret keys (0700; each key 0600)."""
        return self.home / "keys"

    @property
    def releases(self) -> Path:
        """The folder of immutable releases and the pointer CURRENT."""
        return self.home / "releases"

    @property
    def operations(self) -> str:
        """The URL of the operations database."""
        return self.operations_url or f"sqlite:///{(self.home / 'operations.sqlite').absolute()}"


@cache
def settings() -> Settings:
    """Return the settings of this process; raises SettingsRefused where one is impossible."""
    try:
        return Settings()
    except ValidationError as refusal:
        first = refusal.errors()[0]
        name = f"MSP_{first['loc'][0]}".upper()
        raise SettingsRefused(
            f"The setting {name} cannot be used ({first['msg']}): change or unset it."
        ) from None
