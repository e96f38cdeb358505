"""`make bench`: what an answer of the hub costs beside other ways to serve the same content."""
