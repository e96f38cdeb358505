import pytest
from pytest_django.fixtures import Settings

from frontend_schema.checks import check_limits, check_open_doors


def test_the_defaults_are_fine() -> None:
    assert check_limits() == check_open_doors() == []


def test_a_limit_that_does_not_exist_is_named(settings: Settings) -> None:
    settings.HUB_GRAPHQL_LIMITS = {"dept": 3, "depth": 3}

    (problem,) = check_limits()

    assert problem.id == "frontend_schema.E001"
    assert "'dept'" in problem.msg
    assert "depth" in str(problem.hint)


@pytest.mark.parametrize("value", [0, -1, "12", None, True])
def test_a_limit_must_be_a_number_that_lets_something_through(
    settings: Settings, value: object
) -> None:
    settings.HUB_GRAPHQL_LIMITS = {"depth": value}

    (problem,) = check_limits()

    assert problem.id == "frontend_schema.E002"


def test_what_helps_an_attacker_is_named_on_a_public_site(settings: Settings) -> None:
    settings.DEBUG = False
    settings.HUB_GRAPHQL_EXPLORER = True
    settings.HUB_GRAPHQL_INTROSPECTION = True

    assert [problem.id for problem in check_open_doors()] == [
        "frontend_schema.W001",
        "frontend_schema.W002",
    ]
