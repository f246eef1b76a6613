"""The administrator's forms, one file a matter."""

from __future__ import annotations

from forum.site.forms.categories import CategoryForm, StepForm
from forum.site.forms.installation import (
    EndTermForm,
    FoundingForm,
    MailTestForm,
    OpenForm,
    RulesForm,
    SeatForm,
    SettingsForm,
)
from forum.site.forms.journal import JournalForm
from forum.site.forms.page_texts import PageTextForm
from forum.site.forms.people import FindForm, GrantForm, ReasonForm, StateForm
from forum.site.forms.tuning import TuneForm

__all__ = [
    "CategoryForm",
    "EndTermForm",
    "FindForm",
    "FoundingForm",
    "GrantForm",
    "JournalForm",
    "MailTestForm",
    "OpenForm",
    "PageTextForm",
    "ReasonForm",
    "RulesForm",
    "SeatForm",
    "SettingsForm",
    "StateForm",
    "StepForm",
    "TuneForm",
]
