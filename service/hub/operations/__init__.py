"""Running a hub for years.

backup       the data as one file, without any key; and back, into either engine
doctor       what is wrong with this hub, and what to do about it
maintenance  what a serving hub tidies up by itself
metrics      figures about the machine, none about anybody
logging      one line of JSON an event, without anything that was sent
"""
