"""Root fields: the lists of actions, and what a program does for a person who writes one."""
