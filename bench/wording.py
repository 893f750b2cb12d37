"""How long the checks of the composer take: ``python -m bench.wording``.

A reply of five hundred characters with everything in it, by processor time, the quickest of some rounds: other work on
the machine falsifies little. Prints one JSON object.
"""

import json
import time
from datetime import datetime

from wenguo.kernel.deadlines.rules import DEFAULT_ZONE
from wenguo.respond.domain.wording import House, check_reply
from wenguo.site.commands.check_replies import entities_of

_NOW = datetime(2026, 11, 25, 10, 0, tzinfo=DEFAULT_ZONE)
_COMPLAINT = "我昨晚入住1208房,床单上有污渍,找前台换房等了一个小时,要求退房费并道歉。"
_REPLY = (
    "王女士您好,昨晚1208房的床单没有换干净,让您站着等了一个小时,您一定又累又气,实在对不起。领班漏检了那一层,责任在我们。"
    "昨晚的房费全额退给您,今天18:00前原路退回。从今天起每间房由两人复查。恳请您原谅。"
)
_CHARACTERS = 500
_ROUNDS = 50


def milliseconds() -> float:
    """For one reading of the whole reply."""
    reply = (_REPLY * 5)[:_CHARACTERS]
    taken = []
    for _ in range(_ROUNDS):
        started = time.process_time()
        check_reply(reply, complaint=_COMPLAINT, lang="zh", now=_NOW, find=entities_of, house=House())
        taken.append(time.process_time() - started)
    return min(taken) * 1000


if __name__ == "__main__":
    print(json.dumps({"characters": _CHARACTERS, "ms": round(milliseconds(), 1)}))
