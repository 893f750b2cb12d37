"""How long somebody counts as being at a case after the last sign of them."""

from datetime import timedelta

#: A page says every twenty seconds that it is open; after a minute without word it is not.
GONE_AFTER = timedelta(minutes=1)
