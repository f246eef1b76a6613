"""Create the forum's tables: people, rules, threads, decisions, questions, outbox."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agency")),
        sa.UniqueConstraint("key", name=op.f("uq_agency_key")),
    )
    op.create_table(
        "answered_form",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("url", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answered_form")),
        sa.UniqueConstraint("owner", "key", name=op.f("uq_answered_form_owner_key")),
    )
    op.create_index(op.f("ix_answered_form_at"), "answered_form", ["at"], unique=False)
    op.create_table(
        "area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area")),
        sa.UniqueConstraint("key", name=op.f("uq_area_key")),
    )
    op.create_table(
        "audit_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_kind", sa.String(length=16), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=True),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("thing_kind", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_row")),
    )
    op.create_index("ix_audit_row_thing", "audit_row", ["thing_kind", "thing_id"], unique=False)
    op.create_table(
        "board",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("decision_number", sa.String(length=120), nullable=False),
        sa.Column("decision_date", sa.Date(), nullable=True),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board")),
        sa.UniqueConstraint("slug", name=op.f("uq_board_slug")),
    )
    op.create_table(
        "category",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=64), nullable=False),
        sa.Column("name", sa.JSON(), nullable=False),
        sa.Column("description", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("mode", sa.String(32), nullable=False),
        sa.Column("posting", sa.String(32), nullable=False),
        sa.CheckConstraint("mode IN ('before', 'after')", name=op.f("ck_category_mode_word")),
        sa.CheckConstraint(
            "posting IN ('members', 'staff')", name=op.f("ck_category_posting_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_category")),
        sa.UniqueConstraint("slug", name=op.f("uq_category_slug")),
    )
    op.create_table(
        "outbox_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expanded_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_fact")),
    )
    op.create_index(
        "ix_outbox_fact_waiting",
        "outbox_fact",
        ["id"],
        unique=False,
        sqlite_where=sa.text("expanded_at IS NULL"),
        postgresql_where=sa.text("expanded_at IS NULL"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("username_key", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=80), nullable=False),
        sa.Column("display_key", sa.String(length=160), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('active', 'suspended', 'closed')", name=op.f("ck_person_state_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username_key", name=op.f("uq_person_username_key")),
    )
    op.create_index(op.f("ix_person_display_key"), "person", ["display_key"], unique=False)
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(length=16), nullable=False),
        sa.Column("code_key", sa.String(length=64), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt")),
        sa.UniqueConstraint("code_key", name=op.f("uq_receipt_code_key")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rule_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("is_model", sa.Boolean(), nullable=False),
        sa.Column("decision", sa.String(length=120), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=True),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("note", sa.JSON(), nullable=False),
        sa.CheckConstraint(
            "state IN ('draft', 'in_force', 'replaced')", name=op.f("ck_rule_version_state_word")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_version")),
        sa.UniqueConstraint("number", name=op.f("uq_rule_version_number")),
    )
    op.create_index(
        "uq_rule_version_in_force",
        "rule_version",
        ["state"],
        unique=True,
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.create_table(
        "screening_trigger",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("threshold", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_screening_trigger")),
        sa.UniqueConstraint("key", name=op.f("uq_screening_trigger_key")),
    )
    op.create_table(
        "throttle",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("window_start", sa.DateTime(timezone=True), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_throttle")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_throttle_kind_key")),
    )
    op.create_table(
        "board_seat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("board_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.Column("duties", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["board_id"], ["board.id"], name=op.f("fk_board_seat_board_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_seat")),
        sa.UniqueConstraint("board_id", "key", name=op.f("uq_board_seat_board_id_key")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=48), nullable=False),
        sa.Column("ref_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_person", "notice", ["person_id", "id"], unique=False)
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "outbox_delivery",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("reaction", sa.String(length=96), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=500), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'done', 'dead')", name=op.f("ck_outbox_delivery_state_word")
        ),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["outbox_fact.id"], name=op.f("fk_outbox_delivery_fact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_delivery")),
        sa.UniqueConstraint(
            "fact_id", "reaction", name=op.f("uq_outbox_delivery_fact_id_reaction")
        ),
    )
    op.create_index("ix_outbox_delivery_due", "outbox_delivery", ["state", "due_at"], unique=False)
    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("scope", sa.String(32), nullable=False),
        sa.Column("scope_id", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(scope = 'forum') = (scope_id IS NULL)", name=op.f("ck_role_grant_scope_has_id")
        ),
        sa.CheckConstraint(
            "role IN ('citizen', 'moderator', 'staff', 'administrator')",
            name=op.f("ck_role_grant_role_word"),
        ),
        sa.CheckConstraint("scope IN ('forum', 'agency')", name=op.f("ck_role_grant_scope_word")),
        sa.CheckConstraint(
            "closed_at IS NULL OR closed_at >= opened_at", name=op.f("ck_role_grant_closed_after")
        ),
        sa.ForeignKeyConstraint(
            ["opened_by_id"], ["person.id"], name=op.f("fk_role_grant_opened_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    op.create_index(op.f("ix_role_grant_person_id"), "role_grant", ["person_id"], unique=False)
    op.create_table(
        "rule_acceptance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rule_acceptance_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["rule_version.id"], name=op.f("fk_rule_acceptance_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_acceptance")),
        sa.UniqueConstraint(
            "person_id", "version_id", name=op.f("uq_rule_acceptance_person_id_version_id")
        ),
    )
    op.create_table(
        "rule_article",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("chapter", sa.Integer(), nullable=False),
        sa.Column("chapter_title", sa.JSON(), nullable=False),
        sa.Column("title", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["rule_version.id"], name=op.f("fk_rule_article_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_article")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_rule_article_version_id_number")),
    )
    op.create_table(
        "sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_token_hash")),
    )
    op.create_index(op.f("ix_sign_in_person_id"), "sign_in", ["person_id"], unique=False)
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("first_published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_post_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_thread_category_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
        sa.UniqueConstraint("source_id", name=op.f("uq_thread_source_id")),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_thread_category_last", "thread", ["category_id", "last_post_at", "id"], unique=False
    )
    op.create_index("ix_thread_last", "thread", ["last_post_at", "id"], unique=False)
    op.create_table(
        "board_term",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("seat_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("position", sa.String(length=160), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_board_term_until_after")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_board_term_person_id")),
        sa.ForeignKeyConstraint(["seat_id"], ["board_seat.id"], name=op.f("fk_board_term_seat_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_board_term")),
    )
    op.create_index(op.f("ix_board_term_seat_id"), "board_term", ["seat_id"], unique=False)
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("author_kind", sa.String(32), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("author_name", sa.String(length=80), nullable=True),
        sa.Column("named", sa.Boolean(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("published_revision_id", sa.Integer(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(author_kind = 'member') = (author_id IS NOT NULL)", name=op.f("ck_post_member")
        ),
        sa.CheckConstraint(
            "(author_kind = 'office') = (agency_id IS NOT NULL)", name=op.f("ck_post_office")
        ),
        sa.CheckConstraint(
            "author_kind <> 'guest' OR receipt_id IS NOT NULL", name=op.f("ck_post_guest")
        ),
        sa.CheckConstraint(
            "author_kind IN ('member', 'guest', 'office', 'imported')",
            name=op.f("ck_post_author_kind_word"),
        ),
        sa.CheckConstraint(
            "state = 'unpublished' OR (published_revision_id IS NOT NULL AND number IS NOT NULL AND published_at IS NOT NULL)",
            name=op.f("ck_post_published_with_revision"),
        ),
        sa.CheckConstraint(
            "state IN ('unpublished', 'public', 'hidden', 'removed')",
            name=op.f("ck_post_state_word"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_post_agency_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_post_area_id")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(
            ["id", "published_revision_id"],
            ["revision.post_id", "revision.id"],
            name="fk_post_published_revision",
            use_alter=True,
        ),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name=op.f("fk_post_receipt_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_post_receipt_id")),
        sa.UniqueConstraint("thread_id", "number", name=op.f("uq_post_thread_id_number")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_post_author_id"), "post", ["author_id"], unique=False)
    op.create_index(
        "uq_post_opening",
        "post",
        ["thread_id"],
        unique=True,
        sqlite_where=sa.text("opening"),
        postgresql_where=sa.text("opening"),
    )
    op.create_table(
        "rule_clause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("citable", sa.Boolean(), nullable=False),
        sa.Column("text", sa.JSON(), nullable=False),
        sa.Column("label", sa.JSON(), nullable=False),
        sa.Column("remedy", sa.JSON(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["rule_article.id"], name=op.f("fk_rule_clause_article_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule_clause")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_rule_clause_article_id_number")),
    )
    op.create_index(op.f("ix_rule_clause_article_id"), "rule_clause", ["article_id"], unique=False)
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("letter_source", sa.Text(), nullable=True),
        sa.Column("letter_html", sa.Text(), nullable=True),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("visibility", sa.String(32), nullable=False),
        sa.Column("category_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=True),
        sa.Column("handling", sa.String(32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "handling <> 'answered' OR answered_at IS NOT NULL", name=op.f("ck_question_answered")
        ),
        sa.CheckConstraint(
            "handling IN ('received', 'assigned', 'in_progress', 'waiting_for_asker', 'awaiting_approval', 'answered', 'closed', 'transferred', 'not_competent', 'merged', 'legal_complaint', 'withdrawn')",
            name=op.f("ck_question_handling_word"),
        ),
        sa.CheckConstraint(
            "post_id IS NOT NULL OR visibility = 'private'", name=op.f("ck_question_letter_private")
        ),
        sa.CheckConstraint(
            "visibility IN ('public', 'unnamed', 'private')",
            name=op.f("ck_question_visibility_word"),
        ),
        sa.CheckConstraint(
            "(post_id IS NULL) = (letter_source IS NOT NULL)",
            name=op.f("ck_question_post_or_letter"),
        ),
        sa.ForeignKeyConstraint(["agency_id"], ["agency.id"], name=op.f("fk_question_agency_id")),
        sa.ForeignKeyConstraint(["area_id"], ["area.id"], name=op.f("fk_question_area_id")),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["category_id"], ["category.id"], name=op.f("fk_question_category_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_question_post_id")),
        sa.ForeignKeyConstraint(
            ["receipt_id"], ["receipt.id"], name=op.f("fk_question_receipt_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_version_id"], ["rule_version.id"], name=op.f("fk_question_rule_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("post_id", name=op.f("uq_question_post_id")),
        sa.UniqueConstraint("receipt_id", name=op.f("uq_question_receipt_id")),
    )
    op.create_index(op.f("ix_question_agency_id"), "question", ["agency_id"], unique=False)
    op.create_index(op.f("ix_question_asked_by_id"), "question", ["asked_by_id"], unique=False)
    op.create_index("ix_question_handling", "question", ["handling", "received_at"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("basis", sa.String(32), nullable=True),
        sa.Column("hold_reasons", sa.JSON(), nullable=False),
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'approved') = (basis IS NOT NULL)", name=op.f("ck_revision_basis")
        ),
        sa.CheckConstraint(
            "(state IN ('returned', 'rejected') OR COALESCE(basis IN ('review', 'appeal'), FALSE)) = (decided_by_id IS NOT NULL AND decided_at IS NOT NULL)",
            name=op.f("ck_revision_judged"),
        ),
        sa.CheckConstraint(
            "basis IN ('review', 'category_mode', 'official_approval', 'import', 'appeal')",
            name=op.f("ck_revision_basis_word"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'returned', 'rejected', 'withdrawn', 'superseded')",
            name=op.f("ck_revision_state_word"),
        ),
        sa.CheckConstraint(
            "(decided_by_id IS NULL) = (decided_at IS NULL)",
            name=op.f("ck_revision_judge_and_time"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_revision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_revision_post_id")),
        sa.ForeignKeyConstraint(
            ["rule_version_id"], ["rule_version.id"], name=op.f("fk_revision_rule_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("post_id", "id", name=op.f("uq_revision_post_id_id")),
        sa.UniqueConstraint("post_id", "ordinal", name=op.f("uq_revision_post_id_ordinal")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_revision_state", "revision", ["state", "id"], unique=False)
    op.create_index(
        "uq_revision_pending",
        "revision",
        ["post_id"],
        unique=True,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("overturns_id", sa.Integer(), nullable=True),
        sa.Column("rule_version_id", sa.Integer(), nullable=False),
        sa.Column("clause_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "kind = 'appeal' OR (kind = 'review') = (outcome IN ('approve', 'return', 'reject'))",
            name=op.f("ck_decision_outcome_of_kind"),
        ),
        sa.CheckConstraint(
            "kind IN ('review', 'visibility', 'appeal')", name=op.f("ck_decision_kind_word")
        ),
        sa.CheckConstraint(
            "outcome IN ('approve', 'restore') OR (clause_id IS NOT NULL AND reason <> '')",
            name=op.f("ck_decision_reasoned"),
        ),
        sa.CheckConstraint(
            "outcome IN ('approve', 'return', 'reject', 'hide', 'restore', 'remove')",
            name=op.f("ck_decision_outcome_word"),
        ),
        sa.ForeignKeyConstraint(
            ["clause_id"], ["rule_clause.id"], name=op.f("fk_decision_clause_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["overturns_id"], ["decision.id"], name=op.f("fk_decision_overturns_id")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revision.id"], name=op.f("fk_decision_revision_id")
        ),
        sa.ForeignKeyConstraint(
            ["rule_version_id"], ["rule_version.id"], name=op.f("fk_decision_rule_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint(
            "revision_id", "kind", "round", name=op.f("uq_decision_revision_id_kind_round")
        ),
    )
    op.create_index(op.f("ix_decision_at"), "decision", ["at"], unique=False)
    op.create_table(
        "official_text",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=True),
        sa.Column("about_post_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("slug", sa.String(length=80), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("claim", sa.String(length=300), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("renderer", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("legal_basis", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("agency_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("approver_id", sa.Integer(), nullable=True),
        sa.Column("approver_position", sa.String(length=160), nullable=False),
        sa.Column("return_note", sa.Text(), nullable=False),
        sa.Column("withdraw_reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'clarification') = (about_post_id IS NOT NULL)",
            name=op.f("ck_official_text_clarification"),
        ),
        sa.CheckConstraint(
            "(kind = 'explanation') = (slug IS NOT NULL)", name=op.f("ck_official_text_explanation")
        ),
        sa.CheckConstraint(
            "(kind = 'reply') = (question_id IS NOT NULL)", name=op.f("ck_official_text_reply")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)",
            name=op.f("ck_official_text_withdrawn"),
        ),
        sa.CheckConstraint(
            "(state IN ('approved', 'published', 'withdrawn')) = (approver_id IS NOT NULL AND approved_at IS NOT NULL)",
            name=op.f("ck_official_text_approved"),
        ),
        sa.CheckConstraint(
            "(state IN ('published', 'withdrawn')) = (published_at IS NOT NULL)",
            name=op.f("ck_official_text_published"),
        ),
        sa.CheckConstraint(
            "kind IN ('reply', 'clarification', 'explanation')",
            name=op.f("ck_official_text_kind_word"),
        ),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'approved', 'published', 'withdrawn')",
            name=op.f("ck_official_text_state_word"),
        ),
        sa.CheckConstraint(
            "approver_id IS NULL OR approver_id <> author_id",
            name=op.f("ck_official_text_approved_by_another"),
        ),
        sa.ForeignKeyConstraint(
            ["about_post_id"], ["post.id"], name=op.f("fk_official_text_about_post_id")
        ),
        sa.ForeignKeyConstraint(
            ["agency_id"], ["agency.id"], name=op.f("fk_official_text_agency_id")
        ),
        sa.ForeignKeyConstraint(
            ["approver_id"], ["person.id"], name=op.f("fk_official_text_approver_id")
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["person.id"], name=op.f("fk_official_text_author_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_official_text_post_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_official_text_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_text")),
        sa.UniqueConstraint("post_id", name=op.f("uq_official_text_post_id")),
        sa.UniqueConstraint("slug", name=op.f("uq_official_text_slug")),
    )
    op.create_index(
        op.f("ix_official_text_about_post_id"), "official_text", ["about_post_id"], unique=False
    )
    op.create_index(
        "ix_official_text_kind_state",
        "official_text",
        ["kind", "state", "published_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_official_text_question_id"), "official_text", ["question_id"], unique=False
    )
    for column in ("question_id", "about_post_id"):
        op.create_index(
            f"uq_official_text_living_{column}",
            "official_text",
            [column],
            unique=True,
            sqlite_where=sa.text("state <> 'withdrawn'"),
            postgresql_where=sa.text("state <> 'withdrawn'"),
        )
    # post and revision point at each other: SQLite takes the key inside CREATE TABLE only,
    # PostgreSQL only once both tables stand.
    if op.get_bind().dialect.name == "postgresql":
        op.create_foreign_key(
            "fk_post_published_revision",
            "post",
            "revision",
            ["id", "published_revision_id"],
            ["post_id", "id"],
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_post_published_revision", "post", type_="foreignkey")
    for column in ("about_post_id", "question_id"):
        op.drop_index(f"uq_official_text_living_{column}", table_name="official_text")
    op.drop_index(op.f("ix_official_text_question_id"), table_name="official_text")
    op.drop_index("ix_official_text_kind_state", table_name="official_text")
    op.drop_index(op.f("ix_official_text_about_post_id"), table_name="official_text")
    op.drop_table("official_text")
    op.drop_index(op.f("ix_decision_at"), table_name="decision")
    op.drop_table("decision")
    op.drop_index(
        "uq_revision_pending",
        table_name="revision",
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.drop_index("ix_revision_state", table_name="revision")
    op.drop_table("revision")
    op.drop_index("ix_question_handling", table_name="question")
    op.drop_index(op.f("ix_question_asked_by_id"), table_name="question")
    op.drop_index(op.f("ix_question_agency_id"), table_name="question")
    op.drop_table("question")
    op.drop_index(op.f("ix_rule_clause_article_id"), table_name="rule_clause")
    op.drop_table("rule_clause")
    op.drop_index(
        "uq_post_opening",
        table_name="post",
        sqlite_where=sa.text("opening"),
        postgresql_where=sa.text("opening"),
    )
    op.drop_index(op.f("ix_post_author_id"), table_name="post")
    op.drop_table("post")
    op.drop_index(op.f("ix_board_term_seat_id"), table_name="board_term")
    op.drop_table("board_term")
    op.drop_index("ix_thread_last", table_name="thread")
    op.drop_index("ix_thread_category_last", table_name="thread")
    op.drop_table("thread")
    op.drop_index(op.f("ix_sign_in_person_id"), table_name="sign_in")
    op.drop_table("sign_in")
    op.drop_table("rule_article")
    op.drop_table("rule_acceptance")
    op.drop_index(op.f("ix_role_grant_person_id"), table_name="role_grant")
    op.drop_table("role_grant")
    op.drop_index("ix_outbox_delivery_due", table_name="outbox_delivery")
    op.drop_table("outbox_delivery")
    op.drop_index(
        "ix_notice_unread",
        table_name="notice",
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.drop_index("ix_notice_person", table_name="notice")
    op.drop_table("notice")
    op.drop_table("board_seat")
    op.drop_table("throttle")
    op.drop_table("screening_trigger")
    op.drop_index(
        "uq_rule_version_in_force",
        table_name="rule_version",
        sqlite_where=sa.text("state = 'in_force'"),
        postgresql_where=sa.text("state = 'in_force'"),
    )
    op.drop_table("rule_version")
    op.drop_table("receipt")
    op.drop_index(op.f("ix_person_display_key"), table_name="person")
    op.drop_table("person")
    op.drop_index(
        "ix_outbox_fact_waiting",
        table_name="outbox_fact",
        sqlite_where=sa.text("expanded_at IS NULL"),
        postgresql_where=sa.text("expanded_at IS NULL"),
    )
    op.drop_table("outbox_fact")
    op.drop_table("category")
    op.drop_table("board")
    op.drop_index("ix_audit_row_thing", table_name="audit_row")
    op.drop_table("audit_row")
    op.drop_table("area")
    op.drop_index(op.f("ix_answered_form_at"), table_name="answered_form")
    op.drop_table("answered_form")
    op.drop_table("agency")
