"""The JSON Schema of msp-mapping/1, so that an editor completes and checks a mapping while it is written."""

import json
from pathlib import Path

from etl.mapping.model import Mapping

NAME = "msp-mapping-1.schema.json"
SHIPPED = Path(__file__).parent / NAME


def schema_text() -> str:
    """Return the schema as it is shipped, made from the model itself."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by: python -m etl.mapping.schema",
        **Mapping.model_json_schema(by_alias=True),
    }
    schema["required"] = ["mapping"]  # a mapping that extends another says only what differs
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SHIPPED.write_text(schema_text(), encoding="utf-8")
