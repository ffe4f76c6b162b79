"""Reasons of the operating system as phrases, so that they are read in every language."""

import errno

from layerloom_schema.base import Json

from .messages import has_text, phrase


def os_reason(error: OSError) -> Json:
    """Why a file, folder or socket cannot be used; the system's own words where there are none of ours."""
    name = f"os.{errno.errorcode.get(error.errno or 0, '')}"
    return phrase(name) if has_text("phrases", name) else error.strerror or phrase("os.EIO")
