from wenguo.understand.rest import opinions as _opinions
from wenguo.understand.rest.feedback import router
from wenguo.understand.rest.models import router as models
from wenguo.understand.rest.teaching import router as teaching

router.add_router("", models)
router.add_router("", teaching)
router.add_router("", _opinions.router)

__all__ = [
    "router",
]
