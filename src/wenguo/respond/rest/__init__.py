from ninja import Router

from wenguo.respond.rest import (
    amends,
    amends_settings,
    appeals,
    calendars,
    care,
    cases,
    crises,
    diagnostics,
    escalation,
    fields,
    law,
    moves,
    notices,
    outreach,
    own_forms,
    panels,
    pauses,
    praise,
    priority,
    promises,
    replies,
    routing,
    rules,
    settings,
    side_threads,
    splitting,
    stages,
    together,
    tracking,
    tracking_amends,
    tracking_links,
    wording,
)

router = Router()
router.add_router("", cases.router)
router.add_router("", stages.router)
router.add_router("", escalation.router)
router.add_router("", fields.router)
router.add_router("", own_forms.router)
router.add_router("", priority.router)
router.add_router("", pauses.router)
router.add_router("", routing.router)
router.add_router("", rules.router)
router.add_router("", amends.router)
router.add_router("", promises.router)
router.add_router("", amends_settings.router)
router.add_router("", settings.router)
router.add_router("", together.router)
router.add_router("", panels.router)
router.add_router("", splitting.router)
router.add_router("", crises.router)
router.add_router("", diagnostics.router)
router.add_router("", appeals.router)
router.add_router("", appeals.customers_router)
router.add_router("", outreach.router)
router.add_router("", moves.router)
router.add_router("", side_threads.router)
router.add_router("", side_threads.partners_router)
router.add_router("", care.router)
router.add_router("", care.customers_router)
router.add_router("", praise.router)
router.add_router("", praise.public_router)
router.add_router("", replies.router)
router.add_router("", wording.router)
router.add_router("", calendars.router)
router.add_router("", law.router)
router.add_router("", notices.router)
router.add_router("", tracking.router)
router.add_router("", tracking_amends.router)
router.add_router("", tracking_links.router)

__all__ = ["router"]
