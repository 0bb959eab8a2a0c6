"""The whole way of a note on one machine, told as a story.

story      the acts, in order
stage      where it plays, who takes part
inside     joining, sealing, reviewing
leaving    the gate, the release, the recommendation
aftermath  the audit, the search for names, what is left
cast       the people of the story, each with a desk of their own
servers    hub and outbound side as processes of their own
page       one page to look at afterwards
"""
