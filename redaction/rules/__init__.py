"""One spaCy component a family of codes; each adds candidates to the scene of a Doc."""
