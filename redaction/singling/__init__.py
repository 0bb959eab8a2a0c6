"""CH6xx: whom on the roster a description still fits, and whether they are enough.

terms         words for people, under what they may be called instead
people        which words fit whom on a roster
descriptors   descriptions of people in a parsed text
singled       fewer than k fit: alone (CH601), together (CH602), with earlier releases (CH603)
linking       passages that a reader would take for the same person's
fitting       who could this still be
uniqueness    which attributes of the list single people out, before anybody has spoken
"""
