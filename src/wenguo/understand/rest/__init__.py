from wenguo.understand.rest import opinions as _opinions
from wenguo.understand.rest.feedback import router

router.add_router("", _opinions.router)

__all__ = ["router"]
