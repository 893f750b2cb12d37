from ninja import Router

from wenguo.people.rest import people, rota

router = Router()
router.add_router("", people.router)
router.add_router("", rota.router)

__all__ = ["router"]
