"""Notices beside the conversation, on a typed line that is no move."""

from taiwa.errors import N_

UNKNOWN_COMMAND = N_("There is no command /{name}. Type /help for the list.")
MISSPELT_COMMAND = N_("There is no command /{name}. Did you mean /{nearest}?")
EMPTY_QUESTION = N_("Type your question after the question mark.")
IN_EXAM = N_(
    "An exam gives no hint and no answer before its end, and takes none back. /skip leaves a"
    " question for its end; /end hands the exam in."
)
HAND_IN = N_(
    "Still open: {open} of {count}. y hands the exam in as it is; anything else goes on with it."
)
NO_EXAM = N_(
    "Only an exam is ended; what you have done here is kept. /home leads to the sections, /quit"
    " leaves taiwa."
)
NOT_NOW = N_("That can't be done at this point.")
UNREADABLE = N_(
    "I can't read that as an answer, so it isn't counted. Try again in the form asked for."
)
NO_OFFER = N_("No suggestion has that number: type the number of one that is shown.")
NO_POINT = N_("Name a missing point by its number, such as /covered 2.")
NOTHING_PENDING = N_("No question is waiting. Press {go_on} to go on, or start with ? to ask me.")
"""The face that tells it says which of its keys goes on."""
YES_OR_NO = N_("Answer y for yes or n for no. {go_on} alone goes on; then it counts as no.")
GO_ON = N_("Space goes on.")
NOTHING_CHOSEN = N_("Nothing is chosen yet. {keys}.")
TO_ANSWER = N_("Enter answers with what is chosen.")
NOT_CHOSEN = N_("Something is still to be chosen. {keys}.")
NO_OPTION = N_("There is no option {number}: they go from 1 to {last}.")
ALL_DONE = N_("This is the end. Esc leads back to the sections; start with ? to ask me.")
UNHEARD = (NOTHING_PENDING, YES_OR_NO, ALL_DONE, UNREADABLE)
"""On a line that nothing waits for."""
WRITE_ON = N_("Write on; with nothing written, Enter goes back to both sides.")
SURENESS = N_("Noted how sure you are. Now your answer.")
TERM_ASKED = N_("The question is about this term: its entry opens once you have answered.")
CLOCK_BEHIND = N_(
    "Your record goes on until {end}, but it is only {today} by this machine's clock. Set the clock"
    " right if it is wrong: what is due depends on it."
)
MOVED = N_(
    "Another window has gone on with this conversation: this is where it stands. What you did last"
    " was not counted."
)
ANSWERED_BELOW = N_("What you asked during the exam is answered below its result.")
NO_SOURCE = N_("A source comes with a lesson step, and with a question once it is answered.")
NO_TERM = N_("No matching term.")
