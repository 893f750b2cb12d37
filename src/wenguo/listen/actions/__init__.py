from wenguo.listen.actions.outgoing import (
    AlreadySettled,
    claim,
    claim_due,
    give_up_lost_claims,
    send,
    send_claimed,
    settle_outgoing,
)
from wenguo.listen.actions.transports import transport

__all__ = [
    "AlreadySettled",
    "claim",
    "claim_due",
    "give_up_lost_claims",
    "send",
    "send_claimed",
    "settle_outgoing",
    "transport",
]
