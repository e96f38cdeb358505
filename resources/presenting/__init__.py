"""What the page of each type of the library shows beside what all pages share."""
