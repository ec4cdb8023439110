"""The machine that figures were measured on."""

import os
import platform

import psutil


def machine() -> str:
    """The machine on which the figures were measured, in one line."""
    memory_gib = psutil.virtual_memory().total / 2**30
    return (
        f"{platform.machine()}, {os.cpu_count()} cores, {memory_gib:.0f} GiB, "
        f"Python {platform.python_version()}, load {psutil.getloadavg()[0]:.1f}"
    )
