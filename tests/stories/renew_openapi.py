"""Write the description of the API as it is now: ``python -m tests.stories.renew_openapi``."""

import json
from pathlib import Path

import django

django.setup()

from wenguo.site.rest import api  # noqa: E402 - after the setup

if __name__ == "__main__":
    told = json.dumps(
        api.get_openapi_schema(path_prefix="/api/v1"), default=str, ensure_ascii=False, indent=1
    )
    (Path(__file__).parents[2] / "docs" / "reference" / "openapi.json").write_text(f"{told}\n", "utf-8")
