"""The application on a person's own machine: the only place with plaintext.

home         the desk's folder: a locked identity, the connection to a hub, sealed work in progress
client       the hub and the outbound side over HTTP
opening      dialogues and sessions, planned and sealed
rooms        entering a session; whose room keys are relied on
submitting   seal a note and send it
reading      open what came in
redacting    notes in, proposed statements out
reviewing    what an organiser decides about each proposal
outcome      the outbound document
gate         the leak checks before anything is signed; it fails closed
releasing    propose, approve, reject, release, deliver
recommending the separate channel to an official
process      what a process with plaintext in it must not do
errors       everything the desk refuses
"""
