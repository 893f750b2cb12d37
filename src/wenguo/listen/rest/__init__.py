from wenguo.listen.rest import files, places
from wenguo.listen.rest.feedback import router
from wenguo.listen.rest.machinery import router as machinery

router.add_router("", machinery)

__all__ = ["files", "places", "router"]
