"""What the headings of columns say: who somebody is, what is asked, what a form adds of itself."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterable

from positions.names import alike_key

_WORD = re.compile(r"[^\W_]+")

NAMES = (
    *(
        "stakeholder",
        "name",
        "full name",
        "your name",
        "your full name",
        "actor",
        "respondent",
        "respondent name",
    ),
    *("organisation", "organization", "organisation name", "organization name", "name of organisation"),
    *("name of organization", "name of your organisation", "name of your organization", "your organisation"),
    *("your organization", "institution", "company", "company name", "party", "member", "member name", "mp"),
    *(
        "councillor",
        "senator",
        "candidate",
        "country",
        "person",
        "speaker",
        "who",
        "participant",
        "legislator",
    ),
    *("voter", "deputy", "municipality", "state", "partei", "fraktion", "akteur", "organisation nom", "nom"),
)
"""Headings of what actors are called, the surest first."""

GIVEN_NAMES = ("first name", "firstname", "given name", "forename", "vorname", "prénom")
FAMILY_NAMES = ("surname", "last name", "lastname", "family name", "nachname", "nom de famille")

ISSUES = (
    *("issue", "issues", "question", "questions", "statement", "statements", "proposition", "propositions"),
    *(
        "topic",
        "motion",
        "policy",
        "proposal",
        "item",
        "demand",
        "measure",
        "bill",
        "thesis",
        "these",
        "thema",
    ),
    *("frage", "aussage", "enjeu", "concept", "vote id", "voteid", "rollcall", "roll call", "rcid"),
)
"""Headings of what actors are asked."""

STANCES = (
    *("stance", "position", "vote", "votes", "answer", "opinion", "response", "agreement", "choice", "value"),
    *("cast code", "view", "side", "score"),
)
"""Headings of what actors answer."""

_IDS = (
    *("id", "ref", "reference", "reference number", "ref no", "no", "nr", "number", "row", "index", "#"),
    *("response id", "responseid", "respondent id", "respondentid", "participant id", "submission id"),
    *("case", "case id", "record id", "recordid", "userid", "user id", "uuid", "token", "respondent number"),
)
_PERSONAL = (
    *("email", "e mail", "email address", "e mail address", "your email", "mail", "ip", "ip address"),
    *("ipaddress", "ipaddr", "phone", "phone number", "telephone", "mobile", "telephone number", "address"),
    *("username", "user name", "recipientemail", "recipient email"),
)
_ADDED = (
    *(
        "timestamp",
        "time stamp",
        "submitted at",
        "submitted",
        "submitted on",
        "submission date",
        "submitdate",
    ),
    *(
        "date submitted",
        "submission time",
        "start time",
        "starttime",
        "end time",
        "endtime",
        "completion time",
    ),
    *("start date", "startdate", "end date", "enddate", "date received", "received", "created", "created at"),
    *("date created", "date modified", "last modified time", "updated at", "datestamp", "recorded date"),
    *("zeitstempel", "horodateur", "lastpage", "last page", "startlanguage", "start language", "seed"),
    *("reviewed", "checked", "processed", "consent", "score", "scores", "points"),
    *("refurl", "collector id", "network id", "duration", "duration in seconds", "time taken", "time spent"),
    *("interviewtime", "progress", "finished", "status", "user agent", "latitude", "longitude"),
    *("weight", "weights", "influence", "capability", "total", "totals", "sum"),
    *("total score", "score total", "total points", "points total", "mean", "average", "median", "count"),
    *("n", "base", "sample size", "sample", "number of respondents", "number of responses", "weighted n"),
    *("unweighted n", "weighted base", "unweighted base"),
    *("rank", "custom data 1", "custom data"),
)
_OF_PEOPLE = (
    *("age", "age group", "year", "year of birth", "birth year", "gender", "sex", "postcode", "zip"),
    *("zip code", "post code", "language", "ward", "region", "type", "sector", "category"),
    *("organisation type", "organization type", "type of organisation", "type of organization"),
)
_COMMENTS = frozenset(
    (
        *(
            "comment",
            "comments",
            "other comments",
            "any other comments",
            "further comments",
            "comment please",
        ),
        *(
            "additional comments",
            "general comments",
            "note",
            "notes",
            "remark",
            "remarks",
            "reason",
            "reasons",
        ),
        *(
            "explanation",
            "explanations",
            "justification",
            "rationale",
            "reasoning",
            "please explain",
            "details",
        ),
        *("further details", "additional information", "free text", "freetext", "arguments", "argument"),
        *("kommentar", "kommentare", "begrundung", "begrundungen", "begruendung", "anmerkung", "anmerkungen"),
        *("bemerkung", "bemerkungen", "erlauterung", "erlauterungen", "erlaeuterung", "erklarung"),
        *(
            "hinweis",
            "hinweise",
            "notiz",
            "notizen",
            "freitext",
            "sonstiges",
            "weitere anmerkungen",
            "argumente",
        ),
        *("commentaire", "commentaires", "remarque", "remarques", "observation", "observations", "motif"),
        *("motifs", "motivation", "motivations", "justifications", "explication", "explications", "raison"),
        *("raisons", "precision", "precisions", "texte libre", "autres commentaires", "argumentaire"),
        *(
            "comentario",
            "comentarios",
            "observacion",
            "observaciones",
            "justificacion",
            "explicacion",
            "razon",
        ),
        *("razones", "motivo", "motivos", "notas", "commento", "commenti", "osservazioni", "osservazione"),
        *("motivazione", "motivazioni", "spiegazione", "comentarios gerais", "observacao", "observacoes"),
        *("justificativa", "opmerking", "opmerkingen", "toelichting", "motivering", "komentarz", "uwagi"),
        *("uzasadnienie", "kommentti", "kommentit", "perustelu", "perustelut", "motivering", "begrunnelse"),
        *("begrundelse", "bemærkning", "bemærkninger", "merknad", "anmarkning", "anmarkningar"),
    )
)
"""Headings of free text in several languages, without accents; a number may follow (`Kommentar 2`)."""
_ABOUT = frozenset(("on", "about", "for", "to", "zu", "zur", "zum", "sur", "a", "sobre", "su", "bij", "till"))
"""Words between such a heading and what the text is about."""
_ADDED_BESIDE = _COMMENTS | frozenset(
    ("salience", "importance", "weight", "confidence", "certainty", "why", "other", "please specify")
)


def plain_heading(heading: str) -> str:
    """Return a heading's words in small letters, without signs: `E-mail address *` is `e mail address`."""
    return " ".join(_WORD.findall(alike_key(heading))) or heading.strip()


def is_name(heading: str) -> bool:
    """Return whether a column is called as one of actors' names."""
    return plain_heading(heading) in NAMES


def names_issues(heading: str) -> bool:
    """Return whether a column is called as one of issues."""
    return plain_heading(heading) in ISSUES


def is_id(heading: str) -> bool:
    """Return whether a column is called as one of numbers that tell rows apart."""
    return plain_heading(heading) in _IDS


def may_be_id(heading: str) -> bool:
    """Return whether a column is called as one of somebody's or something's ids: `member_id`, `Case ref`.

    A question may be called so too ("Voter ID"): whether each row has another id tells.
    """
    return plain_heading(heading).split()[-1:] in (["id"], ["ids"], ["ref"], ["uid"], ["uuid"])


def is_of_people(heading: str) -> bool:
    """Return whether a column is called as those are that say what kind of people answer."""
    return plain_heading(heading) in _OF_PEOPLE


def is_added(heading: str) -> bool:
    """Return whether a column is called as those are that say when, by whom and how a form was filled in."""
    return plain_heading(heading) in (*_ADDED, *_IDS, *_PERSONAL) or is_comment(heading)


def is_comment(heading: str) -> bool:
    """Return whether a column is called as free text is: `Comments`, `Begründung`, `Remarques 2`."""
    return re.sub(r" \d+$", "", _unaccented(heading)) in _COMMENTS


def _unaccented(heading: str) -> str:
    letters = unicodedata.normalize("NFKD", plain_heading(heading))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def beside_others(headings: Iterable[str]) -> set[str]:
    """Return the columns that add something to the answers of another: `Q1 comments`, `Comments on Q1`.

    The other is called by the words besides (`Q1`), or begins with them (`Q1: Should buses run at night?`).
    Time grows with the number of columns, not with its square.
    """
    plain = {heading: _unaccented(heading) for heading in headings}
    called = sorted(plain.values())
    found = set()
    for heading, words in plain.items():
        for end in _ADDED_BESIDE:
            first = words.removesuffix(f" {end}")
            if first != words and _is_called(first, called, words):
                found.add(heading)
        if words.partition(" ")[0] in _COMMENTS:
            rest = words.split()[1:]
            rest = rest[1:] if rest[:1] and rest[0] in _ABOUT else rest
            if rest and _is_called(" ".join(rest), called, words):
                found.add(heading)
    return found


def _is_called(first: str, called: list[str], but: str) -> bool:
    """Return whether one of sorted headings is some words, or begins with them, other than `but`."""
    at = bisect_left(called, first)
    beginning = bisect_left(called, f"{first}!") - bisect_left(called, f"{first} ")
    others = beginning - but.startswith(f"{first} ")
    return others > 0 or called[at : at + 1] == [first]


def called_as_people(header: Iterable[str]) -> tuple[str, str] | None:
    """Return the columns of given names and of family names; None where a table has no such two."""
    columns = list(header)
    given, family = first_called(columns, GIVEN_NAMES), first_called(columns, FAMILY_NAMES)
    return None if given is None or family is None else (given, family)


def first_called(header: Iterable[str], names: Collection[str]) -> str | None:
    """Return the column that is called by the earliest of some names; None where none is."""
    called: dict[str, str] = {}
    for column in header:
        called.setdefault(plain_heading(column), column)
    return next((called[name] for name in names if name in called), None)
