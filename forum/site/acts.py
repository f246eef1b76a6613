"""What the audit table says, in words: one line for each act that a service records."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

Acts = Mapping[str, object]

_OWN: Acts = {
    "accept_invitation": _l("Accepted an invitation"),
    "accept_rules": _l("Accepted the rules"),
    "ask_confirmation": _l("Asked for a mail that confirms the address"),
    "ask_reset": _l("Asked for a mail because of a forgotten password"),
    "change_address": _l("Changed the e-mail address"),
    "change_name": _l("Changed the name shown to others"),
    "change_password": _l("Changed the password"),
    "change_phone": _l("Changed the telephone number"),
    "choose_text_size": _l("Chose the size of text"),
    "close_account": _l("Closed the own account"),
    "confirm_address": _l("Confirmed the e-mail address"),
    "end_mails": _l("Ended the mails by their link"),
    "end_other_sign_ins": _l("Signed out on other devices"),
    "end_sign_in": _l("Signed out on one device"),
    "export_own_data": _l("Took a file with everything stored about the account"),
    "keep_recovery_codes": _l("Kept the recovery codes"),
    "prefer_language": _l("Chose a language"),
    "prove_again": _l("Typed the password again"),
    "regain_by_code": _l("Came in again with a recovery code"),
    "regain_by_mail": _l("Came in again by mail"),
    "register": _l("Registered"),
    "renew_recovery_codes": _l("Made new recovery codes"),
    "renew_spare_codes": _l("Made new spare codes"),
    "reopen_account": _l("Opened the own account again"),
    "second_factor_off": _l("Switched two-step sign-in off"),
    "second_factor_on": _l("Switched two-step sign-in on"),
    "sign_in": _l("Signed in to the account"),
    "sign_out": _l("Signed out of the account"),
    "use_spare_code": _l("Came in with a spare code"),
    "wish_notices": _l("Chose which news comes how"),
}
_OTHERS: Acts = {
    "close_grant": _l("Withdrew a role"),
    "close_grants": _l("Ended a role with the seat or the account"),
    "confirm_in_person": _l("Confirmed an account in person"),
    "create_person": _l("Made an account"),
    "delete_account": _l("Deleted an account"),
    "excuse_second_factor": _l("Excused an account from two-step sign-in"),
    "hand_over_paper": _l("Handed over a paper code"),
    "invite": _l("Invited somebody"),
    "open_grant": _l("Gave a role"),
    "restore_person": _l("Restored an account"),
    "second_factor_taken_off": _l("Switched two-step sign-in off for an account"),
    "show_contact": _l("Looked at the contact of an account"),
    "sign_out_person": _l("Signed an account out everywhere"),
    "suspend_person": _l("Suspended an account"),
    "withdraw_invitation": _l("Withdrew an invitation"),
}
_TEXTS: Acts = {
    "import_threads": _l("Imported threads"),
    "issue_receipt": _l("Gave a receipt"),
    "lock": _l("Locked a thread"),
    "merge_threads": _l("Merged threads"),
    "move_thread": _l("Moved a thread"),
    "pin": _l("Pinned a thread"),
    "publish_office_post": _l("Published a post of an office"),
    "set_thread_mode": _l("Changed how a thread is reviewed"),
    "split_thread": _l("Split a thread"),
    "submit": _l("Sent a text"),
    "unlock": _l("Unlocked a thread"),
    "unpin": _l("Unpinned a thread"),
    "withdraw": _l("Withdrew a waiting text"),
}
_REVIEW: Acts = {
    "decide": _l("Decided about a text"),
    "post_hidden": _l("Hid a post"),
    "post_public": _l("Made a hidden post readable again"),
    "post_removed": _l("Removed a post"),
    "set_trigger": _l("Set what holds a text"),
}
_OFFICES: Acts = {
    "ask": _l("Sent a question"),
    "assign": _l("Assigned a question"),
    "approve_text": _l("Approved an official text"),
    "publish_text": _l("Published an official text"),
    "return_text": _l("Returned an official text"),
    "save_text": _l("Saved an official text"),
    "submit_text": _l("Submitted an official text for approval"),
    "withdraw_text": _l("Withdrew an official text"),
}
_BASES: Acts = {
    "draft_rules": _l("Drafted rules"),
    "end_term": _l("Ended a term on the board"),
    "found_board": _l("Founded a board"),
    "issue_rules": _l("Issued the rules"),
    "name_decision_of_board": _l("Named the founding decision"),
    "seat_person": _l("Gave a seat on the board"),
    "set_agency": _l("Set an agency"),
    "set_area": _l("Set an area"),
    "set_rules_in_force": _l("Put rules in force"),
}
_SITE: Acts = {
    "archive_category": _l("Archived a category"),
    "backup_created": _l("Made a backup"),
    "create_category": _l("Made a category"),
    "demo_loaded": _l("Loaded the sample data"),
    "describe_site": _l("Changed the installation's words"),
    "edit_category": _l("Changed a category"),
    "forget_site": _l("Emptied the installation's words"),
    "load_demo": _l("Began to load the sample data"),
    "move_category": _l("Moved a category in the order"),
    "open_to_citizens": _l("Opened the forum to citizens"),
    "remove_demo": _l("Took the sample data away"),
    "reopen_category": _l("Opened a category again"),
    "retry_deliveries": _l("Let failed deliveries be tried again"),
    "set_category": _l("Set a category"),
    "test_mail_taken": _l("The mail server took the test mail"),
    "tune": _l("Changed a setting"),
    "tune_back": _l("Put a setting back to the shipped value"),
    "want_test_mail": _l("Asked for a test mail"),
    "write_page": _l("Wrote the text of a page"),
}
# What the acts are about, as they are offered.
GROUPS: tuple[tuple[object, Acts], ...] = (
    (_l("Own account, sign-in"), _OWN),
    (_l("Accounts of others, roles"), _OTHERS),
    (_l("Threads and posts"), _TEXTS),
    (_l("Review of texts"), _REVIEW),
    (_l("Questions, official texts"), _OFFICES),
    (_l("Rules, board, offices"), _BASES),
    (_l("The installation"), _SITE),
)
ACTS: Acts = {name: words for _about, acts in GROUPS for name, words in acts.items()}
