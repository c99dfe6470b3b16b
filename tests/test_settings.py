"""Settings: each is told of where people look for it."""

from pathlib import Path

import pytest

from msp_dashboard.settings import Settings

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_stands_in_the_readme_and_says_what_it_is_for(name: str) -> None:
    assert f"`MSP_{name.upper()}`" in README
    assert Settings.model_fields[name].description
