from wenguo.understand.rest.feedback import router

__all__ = ["router"]
