import pytest

from hub.partners.models import PartnerSite
from hub.webhooks import delivering
from hub.webhooks.services import make_endpoint
from tests.webhooks.receiver import receiving


@pytest.fixture
def loopback(settings):
    settings.HUB_WEBHOOKS_TO_LOOPBACK = True


@pytest.fixture
def receiver(loopback):
    with receiving() as found:
        yield found


@pytest.fixture
def site(db):
    return PartnerSite.objects.create(name="Partner", contact="web@partner.example")


@pytest.fixture
def endpoint(site, receiver):
    made, made.plain = make_endpoint(site, url=receiver.url)
    return made


@pytest.fixture
def deliver(monkeypatch):
    """Return what sends all that is due, and waits for the answers."""
    own = delivering.Sender()
    monkeypatch.setattr(delivering, "sender", lambda: own)

    def deliver():
        while delivering.drain():
            pass

    yield deliver
    own.pool.shutdown(cancel_futures=True)
