"""The EXOS modules of a process. See `exos.api`."""
