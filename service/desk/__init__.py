"""The application on a person's own machine: the only place with plaintext.

home         the desk's folder: a locked identity, the connection to a hub, sealed work in progress
client       the hub and the outbound side over HTTP
keeping      the hub's answers kept, so that work goes on without it
opening      dialogues and sessions, planned and sealed
rooms        entering a session; whose room keys are relied on
notebook     a rapporteur's notes before they are sent, by agenda item, kept sealed
submitting   seal a note and send it; what does not arrive waits, sealed
reading      open what came in
redacting    notes in, proposed statements out
redacted     what was found, kept sealed, so that it is worked out once
reviewing    what an organiser decides about each proposal
outcome      the outbound document
gate         the leak checks before anything is signed; it fails closed
releasing    propose, approve, reject, release, deliver
recommending the separate channel to an official
web/         all of it as pages in the person's own browser
process      what a process with plaintext in it must not do
errors       everything the desk refuses
"""
