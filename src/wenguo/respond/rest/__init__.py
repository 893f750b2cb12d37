from ninja import Router

from wenguo.respond.rest import cases, priority, routing, settings, stages, tracking

router = Router()
router.add_router("", cases.router)
router.add_router("", stages.router)
router.add_router("", priority.router)
router.add_router("", routing.router)
router.add_router("", settings.router)
router.add_router("", tracking.router)

__all__ = ["router"]
