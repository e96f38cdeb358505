"""Asking the API as people and their programs do, over HTTP."""

import json
from typing import Any

from django.test import Client

from hub.accounts.tokens import issue_token

ADDRESS = "/graphql/"


def client_of(user: Any) -> Client:
    """Return a browser in which this person has signed in; None is nobody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def bearer(user: Any) -> dict[str, str]:
    _token, text = issue_token(user)
    return {"Authorization": f"Bearer {text}"}


def post(client: Client, query: str, *, headers: Any = None, **variables: Any) -> Any:
    body = json.dumps({"query": query, "variables": variables}, default=str)
    return client.post(ADDRESS, body, content_type="application/json", headers=headers or {})


def answer(client: Client, query: str, *, headers: Any = None, **variables: Any) -> Any:
    """Return the data of an answer; an error in it is a failed test."""
    found = post(client, query, headers=headers, **variables).json()
    assert "errors" not in found, found["errors"]
    return found["data"]


def codes(response: Any) -> list[str]:
    return [error["extensions"]["code"] for error in response.json().get("errors", [])]


SAVE = """
mutation Save($input: SaveActionDraftInput!) {
  saveActionDraft(input: $input) {
    draft { id version title state locale answers { title summary targetGroups figures { value } } }
    conflicts { field value }
    errors { field code message }
  }
}
"""
SUBMIT = """
mutation Submit($input: SubmitActionInput!) {
  submitAction(input: $input) {
    submission { number round submittedAt contentHash }
    errors { field code message }
  }
}
"""
WITHDRAW = """
mutation Withdraw($input: WithdrawActionInput!) {
  withdrawAction(input: $input) { draft { state } errors { code } }
}
"""
CORRECT = """
mutation Correct($input: RequestCorrectionInput!) {
  requestCorrection(input: $input) { draft { state } errors { field code } }
}
"""
REPORT = """
  report { kind state day text }
  errors { field code message }
"""
CONCLUDE = f"""
mutation Conclude($input: ConcludeActionInput!) {{ concludeAction(input: $input) {{ {REPORT} }} }}
"""
UPDATE = f"""
mutation Update($input: AddActionUpdateInput!) {{ addActionUpdate(input: $input) {{ {REPORT} }} }}
"""
SIGN = """
mutation Sign($input: SignDeclarationInput!) {
  signDeclaration(input: $input) {
    commitment { kind state signedOn } errors { field code message }
  }
}
"""
ENDORSE = """
mutation Endorse($input: EndorseCallInput!) {
  endorseCall(input: $input) {
    commitment { kind state signedOn } errors { field code message }
  }
}
"""
ASK = """
mutation Ask($input: RequestProfileAccessInput!) {
  requestProfileAccess(input: $input) { request { state } errors { field code message } }
}
"""
SUBSCRIBE = """
mutation Subscribe($input: SubscribeToUpdatesInput!) {
  subscribeToUpdates(input: $input) { interest errors { field code message } }
}
"""
INTEREST = """
mutation Express($input: ExpressInterestInput!) {
  expressInterest(input: $input) { interest errors { field code message } }
}
"""
CHECK = """
query Check($input: AnswersInput!, $locale: String) {
  checkAnswers(input: $input, locale: $locale) {
    problems { field code message }
    advice { field code message }
    progress { section answered required }
    showcases { showcase { code name } kind outcome reason dueOn }
  }
}
"""
VIEWER = """
query Viewer($draft: ID!) {
  viewer {
    name
    email
    organisations { role organisation { slug } }
    drafts(first: 100) {
      totalCount
      edges { node { id title version submissions { number } organisation { slug }
        check { problems { field } } } }
    }
    draft(id: $draft) { id answers { submitterEmail title } }
  }
}
"""


def as_input(answers: dict[str, Any]) -> dict[str, Any]:
    """Write stored answers with the names of the API."""
    from actions.types.answers import name_in_api

    return {name_in_api(key): value for key, value in answers.items()}
