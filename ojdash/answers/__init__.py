"""How a question becomes an answer: the waist of the house."""

from ojdash.answers.asking import answer, checked
from ojdash.answers.baskets import year_report
from ojdash.answers.changes import changes
from ojdash.answers.forms import checked_form, deviations, editions_of, evidence, form
from ojdash.answers.laget import checked_laget, laget, today, wheel_years
from ojdash.answers.lansrapport import county_report, cover, of_lan
from ojdash.answers.marking import keeps_words, marks_in, marks_of, seen, when_erased, with_marks
from ojdash.answers.marking import spelled as spelled_marks
from ojdash.answers.meeting import checked_meeting, meeting
from ojdash.answers.one import group_members
from ojdash.answers.quality import surest
from ojdash.answers.reporting import report
from ojdash.answers.revisions import Revision, is_same, revisions
from ojdash.answers.seminar import checked_walk, walk, years_to_walk
from ojdash.answers.settling import ids, settle
from ojdash.answers.status_lines import Planned, planned
from ojdash.answers.telling import told
from ojdash.domain.answer import ROWS, Answer, Value
from ojdash.domain.group import Group

__all__ = [
    "ROWS",
    "Answer",
    "Group",
    "Planned",
    "Revision",
    "Value",
    "answer",
    "changes",
    "checked",
    "checked_form",
    "checked_laget",
    "checked_meeting",
    "checked_walk",
    "county_report",
    "cover",
    "deviations",
    "editions_of",
    "evidence",
    "form",
    "group_members",
    "ids",
    "is_same",
    "keeps_words",
    "laget",
    "marks_in",
    "marks_of",
    "meeting",
    "of_lan",
    "planned",
    "report",
    "revisions",
    "seen",
    "settle",
    "spelled_marks",
    "surest",
    "today",
    "told",
    "walk",
    "wheel_years",
    "when_erased",
    "with_marks",
    "year_report",
    "years_to_walk",
]
