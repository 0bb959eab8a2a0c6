"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make them."""
    op.create_table(
        "account",
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("identity", sa.String(), nullable=True),
        sa.Column("kem", sa.String(), nullable=True),
        sa.Column("ed25519", sa.String(), nullable=True),
        sa.Column("mldsa65", sa.String(), nullable=True),
        sa.Column("may_open_dialogues", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_account")),
        sa.UniqueConstraint("ed25519", name=op.f("uq_account_ed25519")),
        sa.UniqueConstraint("kem", name=op.f("uq_account_kem")),
        sa.UniqueConstraint("mldsa65", name=op.f("uq_account_mldsa65")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "attempts",
        sa.Column("bucket", sa.String(), nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_attempts")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cosigned",
        sa.Column("witness", sa.String(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("witness", name=op.f("pk_cosigned")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogue",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("policy", sa.String(), nullable=False),
        sa.Column("sealed_title", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("dialogue", name=op.f("pk_dialogue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "log_leaf",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("leaf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_log_leaf")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_log_leaf_hash"), "log_leaf", ["hash"], unique=False)
    op.create_table(
        "log_node",
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("position", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position", name=op.f("pk_log_node")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spent_challenge",
        sa.Column("challenge", sa.String(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_spent_challenge")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "worker_beat",
        sa.Column("executor", sa.String(), nullable=False),
        sa.Column("beat", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("executor", name=op.f("pk_worker_beat")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "acknowledgement",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("rule", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_acknowledgement_dialogue")
        ),
        sa.ForeignKeyConstraint(
            ["person"], ["account.person"], name=op.f("fk_acknowledgement_person")
        ),
        sa.PrimaryKeyConstraint("dialogue", "person", name=op.f("pk_acknowledgement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "breach",
        sa.Column("breach", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_breach_dialogue")
        ),
        sa.PrimaryKeyConstraint("breach", name=op.f("pk_breach")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_breach_dialogue"), "breach", ["dialogue"], unique=False)
    op.create_table(
        "charter",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("charter", sa.String(), nullable=False),
        sa.Column(
            "label",
            sa.Enum(
                "backchannel", "track-1.5", "track-2", name="label", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_charter_dialogue")
        ),
        sa.PrimaryKeyConstraint("dialogue", name=op.f("pk_charter")),
        sa.UniqueConstraint("charter", name=op.f("uq_charter_charter")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delegation",
        sa.Column("delegation", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_delegation_dialogue")
        ),
        sa.PrimaryKeyConstraint("delegation", name=op.f("pk_delegation")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_delegation_dialogue"), "delegation", ["dialogue"], unique=False)
    op.create_table(
        "dialogue_key",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("announcement", sa.String(), nullable=False),
        sa.Column("announcer", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_dialogue_key_dialogue")
        ),
        sa.PrimaryKeyConstraint("dialogue", name=op.f("pk_dialogue_key")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dialogue_terms",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("objections", sa.Integer(), nullable=False),
        sa.Column("release", sa.Integer(), nullable=False),
        sa.Column("retention", sa.Integer(), nullable=False),
        sa.Column("warning", sa.Integer(), nullable=False),
        sa.Column("grace", sa.Integer(), nullable=False),
        sa.Column(
            "tier",
            sa.Enum("standard", "safety", name="tier", native_enum=False, length=32),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_dialogue_terms_dialogue")
        ),
        sa.PrimaryKeyConstraint("dialogue", name=op.f("pk_dialogue_terms")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "funder",
        sa.Column("funder", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("disclosed", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_funder_dialogue")
        ),
        sa.PrimaryKeyConstraint("funder", name=op.f("pk_funder")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_funder_dialogue"), "funder", ["dialogue"], unique=False)
    op.create_table(
        "goal",
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["dialogue"], ["dialogue.dialogue"], name=op.f("fk_goal_dialogue")),
        sa.PrimaryKeyConstraint("goal", name=op.f("pk_goal")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_goal_dialogue"), "goal", ["dialogue"], unique=False)
    op.create_table(
        "invitation",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=True),
        sa.Column(
            "role",
            sa.Enum(
                "auditor",
                "custodian",
                "organiser",
                "participant",
                "rapporteur",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_invitation_dialogue")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_invitation")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "meeting_session",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("epoch", sa.BigInteger(), nullable=False),
        sa.Column("announcement", sa.String(), nullable=False),
        sa.Column("announcer", sa.String(), nullable=False),
        sa.Column("sealed_agenda", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_roster", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_meeting_session_dialogue")
        ),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_meeting_session")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_meeting_session_dialogue"), "meeting_session", ["dialogue"], unique=False
    )
    op.create_table(
        "membership",
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "auditor",
                "custodian",
                "organiser",
                "participant",
                "rapporteur",
                name="role",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["dialogue"], ["dialogue.dialogue"], name=op.f("fk_membership_dialogue")
        ),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_membership_person")),
        sa.PrimaryKeyConstraint("dialogue", "person", name=op.f("pk_membership")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "passkey",
        sa.Column("credential", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("made", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_passkey_person")),
        sa.PrimaryKeyConstraint("credential", name=op.f("pk_passkey")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_passkey_person"), "passkey", ["person"], unique=False)
    op.create_table(
        "passphrase",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("sealed_code_secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_step", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_passphrase_person")),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_passphrase")),
        sa.UniqueConstraint("person", name=op.f("uq_passphrase_person")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "recovery_code",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person"], ["account.person"], name=op.f("fk_recovery_code_person")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_recovery_code")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_recovery_code_person"), "recovery_code", ["person"], unique=False)
    op.create_table(
        "seat",
        sa.Column("seat", sa.String(), nullable=False),
        sa.Column("dialogue", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum("personal", "under-instruction", name="capacity", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("acknowledged", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["dialogue"], ["dialogue.dialogue"], name=op.f("fk_seat_dialogue")),
        sa.PrimaryKeyConstraint("seat", name=op.f("pk_seat")),
        sa.UniqueConstraint("token", name=op.f("uq_seat_token")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_seat_dialogue"), "seat", ["dialogue"], unique=False)
    op.create_table(
        "sign_in",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("idle_until", sa.BigInteger(), nullable=False),
        sa.Column("fresh_until", sa.BigInteger(), nullable=False),
        sa.Column("ends", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_sign_in_person")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_in")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sign_in_person"), "sign_in", ["person"], unique=False)
    op.create_table(
        "way_in",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("replaces", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_way_in_person")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_way_in")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_way_in_person"), "way_in", ["person"], unique=False)
    op.create_table(
        "agreement",
        sa.Column("goal", sa.String(), nullable=False),
        sa.Column("delegation", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delegation"], ["delegation.delegation"], name=op.f("fk_agreement_delegation")
        ),
        sa.ForeignKeyConstraint(["goal"], ["goal.goal"], name=op.f("fk_agreement_goal")),
        sa.PrimaryKeyConstraint("goal", "delegation", name=op.f("pk_agreement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "clock_mark",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column(
            "mark",
            sa.Enum(
                "draft-due",
                "objections-end",
                "release-due",
                "shredding-warning",
                "retention-end",
                "shredding",
                name="mark",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "waiting", "held", "done", "missed", name="markstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("settled", sa.Date(), nullable=True),
        sa.Column("gap", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_clock_mark_session")
        ),
        sa.PrimaryKeyConstraint("session", "mark", name=op.f("pk_clock_mark")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_clock_mark_due"), "clock_mark", ["due"], unique=False)
    op.create_table(
        "destroyed_session",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("certificate", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_destroyed_session_session")
        ),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_destroyed_session")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "draft",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("recommendation", "release", name="kind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open", "rejected", "released", name="draftstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("payload", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_draft_session")
        ),
        sa.PrimaryKeyConstraint("draft", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_draft_session"), "draft", ["session"], unique=False)
    op.create_table(
        "hold",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("hold", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_hold_session")
        ),
        sa.PrimaryKeyConstraint("session", name=op.f("pk_hold")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "redaction_job",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("organiser", sa.String(), nullable=False),
        sa.Column("announcement", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued", "taken", "granted", "done", name="jobstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("worker", sa.String(), nullable=True),
        sa.Column("grant", sa.String(), nullable=True),
        sa.Column("review", sa.LargeBinary(), nullable=True),
        sa.Column("signed", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organiser"], ["account.person"], name=op.f("fk_redaction_job_organiser")
        ),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_redaction_job_session")
        ),
        sa.PrimaryKeyConstraint("job", name=op.f("pk_redaction_job")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_redaction_job_session"), "redaction_job", ["session"], unique=False)
    op.create_index(op.f("ix_redaction_job_state"), "redaction_job", ["state"], unique=False)
    op.create_table(
        "segment",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("segment", sa.String(), nullable=False),
        sa.Column(
            "profile",
            sa.Enum(
                "chatham-house",
                "internal",
                "on-record",
                "undisclosed",
                name="profile",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_segment_session")
        ),
        sa.PrimaryKeyConstraint("session", "position", name=op.f("pk_segment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "submission",
        sa.Column("submission", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("size_class", sa.String(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_submission_session")
        ),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_submission")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_submission_session"), "submission", ["session"], unique=False)
    op.create_table(
        "submission_link",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("expires", sa.Date(), nullable=False),
        sa.Column("left", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session"], ["meeting_session.session"], name=op.f("fk_submission_link_session")
        ),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_submission_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(
        op.f("ix_submission_link_session"), "submission_link", ["session"], unique=False
    )
    op.create_table(
        "approval",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("signature", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_approval_draft")),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_approval_person")),
        sa.PrimaryKeyConstraint("draft", "person", name=op.f("pk_approval")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "delivery",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued", "delivered", "refused", name="deliverystate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=False),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("delivered", sa.Date(), nullable=True),
        sa.Column("bundle", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_delivery_draft")),
        sa.PrimaryKeyConstraint("draft", name=op.f("pk_delivery")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_delivery_state"), "delivery", ["state"], unique=False)
    op.create_table(
        "early_release",
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_early_release_draft")),
        sa.PrimaryKeyConstraint("reason", name=op.f("pk_early_release")),
        sa.UniqueConstraint("draft", name=op.f("uq_early_release_draft")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "job_note",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("submission", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["redaction_job.job"], name=op.f("fk_job_note_job")),
        sa.PrimaryKeyConstraint("job", "submission", name=op.f("pk_job_note")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "objection",
        sa.Column("objection", sa.String(), nullable=False),
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_objection_draft")),
        sa.PrimaryKeyConstraint("objection", name=op.f("pk_objection")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_objection_draft"), "objection", ["draft"], unique=False)
    op.create_table(
        "preview",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_preview_draft")),
        sa.ForeignKeyConstraint(["person"], ["account.person"], name=op.f("fk_preview_person")),
        sa.PrimaryKeyConstraint("draft", "person", name=op.f("pk_preview")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_preview_person"), "preview", ["person"], unique=False)
    op.create_table(
        "release",
        sa.Column("draft", sa.String(), nullable=False),
        sa.Column("dsse", sa.String(), nullable=False),
        sa.Column("leaf", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["draft"], ["draft.draft"], name=op.f("fk_release_draft")),
        sa.PrimaryKeyConstraint("draft", name=op.f("pk_release")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "objection_answer",
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("objection", sa.String(), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("envelope", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["objection"], ["objection.objection"], name=op.f("fk_objection_answer_objection")
        ),
        sa.PrimaryKeyConstraint("answer", name=op.f("pk_objection_answer")),
        sa.UniqueConstraint("objection", name=op.f("uq_objection_answer_objection")),
        sqlite_with_rowid=False,
    )
