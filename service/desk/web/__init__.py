"""The desk as a web application on the person's own machine, and for nobody else.

running     a socket on 127.0.0.1, one link, one process; it closes itself when nobody is there
doorway     who may come in: five steps before anything is answered
app         the application: headers, limits, errors, pages
desk        what one run holds in memory: the open identity, rooms, work in progress
templating  the templates, and wording for numbers and dates
pages/      a file a group of pages
"""
