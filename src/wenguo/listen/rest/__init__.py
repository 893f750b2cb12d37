from wenguo.listen.rest import files, places
from wenguo.listen.rest.feedback import router
from wenguo.listen.rest.machinery import router as machinery
from wenguo.listen.rest.own_fields import router as own_fields

router.add_router("", machinery)
router.add_router("", own_fields)

__all__ = ["files", "places", "router"]
