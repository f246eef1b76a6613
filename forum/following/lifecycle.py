"""What can be followed."""

from __future__ import annotations

import enum


class Kind(enum.StrEnum):
    """Stored with a subscription; ``ref_id`` beside it is the id of such a thing."""

    THREAD = "thread"
    CATEGORY = "category"
    QUESTION = "question"
    EXPLANATION = "explanation"
