"""The staff's forms: the kinds of official text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, IntegerField, SelectField, StringField
from wtforms.validators import Optional, StopValidation

from forum.core import clock
from forum.official.lifecycle import TextKind
from forum.official.models import OfficialText
from forum.official.wordings import TextWording
from forum.threads.attaching import dropped_field, file_field
from forum.web.forms import BodyField, CreatingForm, Filled, LineField, SeenField, choices

WRITING = {"save", "submit"}
LONGEST_SUMMARY = 600  # characters: what is read on a telephone without scrolling
ACTS = WRITING | {"approve", "publish", "return", "withdraw"}


class FilledWhenWriting(Filled):
    """Validator: something stands in the field when the text itself is saved or submitted."""

    def __call__(self, form: Any, field: Field) -> None:
        if form.writing:
            super().__call__(form, field)


class TextForm(CreatingForm):
    """What all kinds of official text share; ``action`` is the button that was pressed."""

    files: Any = None  # DeskFiles, where the form has any
    action = StringField(default="save")
    agency = SelectField(_l("In the name of"), coerce=int)
    summary = BodyField(
        _l("In short, in plain words"), Optional(), longest=1000, render_kw={"rows": 3}
    )
    body = BodyField(
        _l("Text"), FilledWhenWriting(_l("Please write the text.")), render_kw={"rows": 14}
    )
    file = file_field()
    dropped = dropped_field()
    note = LineField(_l("Reason"), 500)
    position = LineField(_l("Your position, as the public reads it"), 160)
    seen_version = SeenField(default=0)

    @property
    def writing(self) -> bool:
        return self.action.data in WRITING

    def validate_action(self, field: Field) -> None:
        if field.data not in ACTS:
            raise StopValidation(_l("Not a valid choice."))

    def wording(self) -> TextWording:
        """The fields as the service takes them."""
        return TextWording(
            source=self.body.data, agency_id=self.agency.data, summary=self.summary.data
        )


class ReplyForm(TextForm):
    """An official reply."""


class ExplanationForm(TextForm):
    title = LineField(_l("Title"), 200, FilledWhenWriting(_l("Please give a title.")))
    valid_from = DateField(_l("Valid from"), [Optional()], default=clock.today)
    legal_basis = BodyField(_l("Legal basis"), Optional(), longest=2000, render_kw={"rows": 3})

    def wording(self) -> TextWording:
        return replace(
            super().wording(),
            title=self.title.data,
            legal_basis=self.legal_basis.data,
            valid_from=self.valid_from.data,
        )


class ClarificationForm(TextForm):
    claim = LineField(
        _l("Matter clarified, in one line"),
        300,
        FilledWhenWriting(_l("Please say what is clarified.")),
    )
    sources = BodyField(
        _l("Sources, one on each line"), Optional(), longest=2000, render_kw={"rows": 3}
    )

    def wording(self) -> TextWording:
        return replace(
            super().wording(),
            claim=self.claim.data,
            sources=tuple(line.strip() for line in self.sources.data.split("\n") if line.strip()),
        )


class SummaryForm(TextForm):
    """What a thread says, in short: its summary is the text itself, and it has no files."""

    # So WTForms leaves fields of the base out.
    summary = file = dropped = None  # type: ignore[assignment]
    body = BodyField(
        _l("Summary, in plain words"),
        FilledWhenWriting(_l("Please write the summary.")),
        longest=LONGEST_SUMMARY,
        render_kw={"rows": 8, "data-longest": LONGEST_SUMMARY},
    )
    covers = IntegerField(_l("Up to post no."), [Optional()])

    def wording(self) -> TextWording:
        return TextWording(
            source=self.body.data, agency_id=self.agency.data, covers=self.covers.data
        )


FORMS: dict[TextKind, type[TextForm]] = {
    TextKind.REPLY: ReplyForm,
    TextKind.EXPLANATION: ExplanationForm,
    TextKind.CLARIFICATION: ClarificationForm,
    TextKind.SUMMARY: SummaryForm,
}


def text_form(
    kind: TextKind,
    text: OfficialText | None,
    agencies: Sequence[tuple[int, str]],
    agency_id: int | None,
) -> TextForm:
    """The form of ``kind`` showing ``text``, or empty and in the name of ``agency_id``."""
    values: dict[str, Any] = {"agency": agency_id}
    if text is not None:
        values = {"agency": text.agency_id, "summary": text.summary, "body": text.source}
        values |= {"title": text.title, "valid_from": text.valid_from, "claim": text.claim}
        values |= {"legal_basis": text.legal_basis, "sources": "\n".join(text.sources)}
        values |= {"covers": text.covers, "seen_version": text.version}
    form = FORMS[kind](**{name: value for name, value in values.items() if value is not None})
    form.agency.choices = choices(agencies)
    if form.agency.data is None and agencies:
        form.agency.data = agencies[0][0]
    return form
