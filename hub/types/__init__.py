"""The GraphQL types of the kernel; every app builds its own on these."""
