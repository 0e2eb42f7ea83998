"""Helpers that applications import by this name."""
from exos.api._system import DeadlockDetectedError

__all__ = ["DeadlockDetectedError"]
