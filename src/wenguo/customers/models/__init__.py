from wenguo.customers.models.customers import Customer, Identity, TimelineNote

__all__ = ["Customer", "Identity", "TimelineNote"]
