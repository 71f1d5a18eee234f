"""Mötet: a network's meeting prepared, shown one view at a time, and written down.

It lies in an analys, opened by the same three addresses. The seminar screen has no menus, and an address bar that any
room may see; what is said at the meeting is saved as it is typed and becomes the minutes.
"""

from ojdash import ui
from ojdash.text import mote as text

meeting = ui.ask_meeting()  # where no analys is open, the start is shown and the page ends here

ui.meeting_path(meeting)  # prepare, show, afterwards, hand over, share; nothing on the seminar screen
ui.meeting_part(meeting)
if meeting.question.steg == "efter":
    ui.discuss(text.QUESTION)
ui.meeting_documents(meeting)
