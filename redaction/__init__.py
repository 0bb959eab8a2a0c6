"""Text in, findings and text out: who is given away by these words, and the same without them.

errors       what can go wrong, each with a hint
encoding     bytes to text; folding: invisible and look-alike characters
roster       the attendance list (roster_files reads it)
documents    blocks of a text; readers make them from plain text, Markdown and WebVTT
names        every form a name takes; titles, places and affiliations likewise
pipeline     the spaCy pipeline; rules/ holds one component a family of codes
detector     the learned half, gives a prediction; arbiter weighs both
singling/    whom on the roster a description still fits, and whether they are enough
redactor     find, rewrite, find again; live while a text is typed, with memory of its last state
codes        the list of rules; policy: what a dialogue has agreed on
findings     what travels between all of these
"""
