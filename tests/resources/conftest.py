import pytest

from tests.site import make_site


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """A block after which everything counts as committed, so that marks are healed."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def home(db, committed):
    with committed():
        return make_site()
