from wenguo.customers.models.customers import Customer, Identity, KeyDate, TimelineNote

__all__ = ["Customer", "Identity", "KeyDate", "TimelineNote"]
