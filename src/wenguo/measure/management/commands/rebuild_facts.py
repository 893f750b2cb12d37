"""``wenguo manage rebuild_facts``: every fact from the rooms below, in batches, safe to stop and start again."""

from typing import Any

from django.core.management.base import BaseCommand

from wenguo.measure import actions


class Command(BaseCommand):
    """Rebuild the facts behind every figure."""

    help = "Rebuild the facts behind every figure. Safe to stop and to start again."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line each 5,000 facts and the count at the end."""
        done = 0
        for done in actions.rebuild_facts():
            if done % 5000 == 0:
                self.stdout.write(f"{done:,}")
        self.stdout.write(self.style.SUCCESS(f"{done:,} facts stand."))
