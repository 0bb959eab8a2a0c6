"""A released document as a file to hand on: Markdown, HTML, DOCX or PDF.

Each is rendered afresh from the released text and from nothing else, without author, time or name
of a tool, and comes out byte for byte the same on every machine.
"""
