"""Helpers that applications import by this name."""
from exos.api._errors import DeadlockDetectedError

__all__ = ["DeadlockDetectedError"]
