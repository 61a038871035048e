"""Words that say that there is no answer, or no position: the one list of them, in several languages."""

from __future__ import annotations

import re
import unicodedata

from positions.dataset.stance_words.meaning import plain
from positions.dataset.stance_words.word_lists import MIDDLE, NO_SIDE
from positions.exchange.tables.settings import MISSING

_WORD = re.compile(r"[^\W_]+")
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_OR = re.compile(r"\s*[/,;|]\s*|\s+[-\u2013\u2014]\s+|\s+(?:or|and|oder|und|ou|et)\s+")

SIGNS = frozenset(("-", "--", ".", "..", "n/a", "#n/a"))
"""Signs that stand in a cell without an answer."""

_ENGLISH = re.compile(
    r"(?:(?:did|does|do|has|have|had|was|were|is|are)(?: not|nt) |not |non ?)"
    r"(?:vot(?:e|ed|ing|er|ers)|answer(?:ed|ing)?|respon(?:d|ded|ding|se|dent)|repl(?:y|ied)"
    r"|attend(?:ed|ing)?|participat(?:e|ed|ing)|part(?:ake|aking)|take part|present|in attendance|stated?"
    r"|said|say|given|specified|reported|recorded|provided|supplied|available|asked|collected|eligible"
    r"|entitled to vote|a member)"
    r"|no (?:answers?|responses?|repl(?:y|ies)|votes?|voting|shows?|data|info|information|records?|entry"
    r"|values?|returns?|plans?|proposals?|statements?)(?: (?:given|recorded|available|cast|provided|yet))?"
    r"|(?:un|un )(?:answered|specified|recorded|reported|available|stated)"
    r"|absent\b.*|absence|absentee|(?:un)?excused(?: absence)?|(?:on )?leave of absence|on leave|paired"
    r"|(?:left )?blank|empty|skipped|missing(?: data)?|recused|ineligible|seat vacant|vacant seat"
    r"|na|n a|nan|nv|dnv|null|tbc|tbd|to be confirmed|to be decided"
)
_OTHER_LANGUAGES = """
keine angabe|keine angaben|ohne angabe|k a|ka|nicht angegeben|keine antwort|ohne antwort|nicht beantwortet
unbeantwortet|nicht geantwortet|hat nicht geantwortet|keine rückmeldung|keine stimmabgabe|nicht abgestimmt
hat nicht abgestimmt|nicht abgegeben|nicht abgegebene stimme|keine stimme abgegeben|keine stimme
nicht gestimmt|nicht teilgenommen|hat nicht teilgenommen|keine teilnahme|nicht beteiligt|abwesend
abwesenheit|entschuldigt|unentschuldigt|entschuldigt abwesend|nicht anwesend|fehlt|fehlend
fehlt entschuldigt|gefehlt|keine daten|keine information|keine informationen|nicht erhoben|nicht erfasst
nicht verfügbar|nicht gefragt|leer|sans réponse|pas de réponse|aucune réponse|non réponse|n'a pas répondu
ne répond pas|non répondu|absente|absents|absentes|excusé|excusée|excusés|excusées|non votant|non votante
non votants|n'a pas voté|n'ont pas voté|pas voté|n'a pas pris part au vote|ne prend pas part au vote
non renseigné|non renseignée|non précisé|non communiqué|non disponible|non participant|pas de données
aucune donnée|donnée manquante|manquant|vide|ausente|ausentes|sin respuesta|no responde|no contesta
no contestó|no votó|no vota|no respondió|nc|sin dato|sin datos|no asistió|no participó|assente|assenti
nessuna risposta|non risponde|non ha risposto|non ha votato|non partecipa al voto|in missione|nessun dato
non disponibile|non indicato|não votou|sem resposta|não respondeu|não informado|sem dados|faltou|afwezig
geen antwoord|niet gestemd|heeft niet gestemd|niet ingevuld|geen opgave|niet aanwezig|geen gegevens
onbeantwoord|frånvarande|inget svar|ej svar|ej röstat|fraværende|intet svar|ikke besvart|ikke besvaret
ikke svart|ikke stemt|poissa|ei vastausta|ei äänestänyt|nieobecny|nieobecna|brak odpowiedzi|brak danych
nie głosował|nie głosowała
"""
_STATES = {
    "undecided": """
cant say|cannot say|cant choose|no idea|weiß nicht|weiß ich nicht|ich weiß nicht|weiß es nicht|keine meinung
ohne meinung|unentschieden|unentschlossen|unsicher|ne sait pas|je ne sais pas|nsp|sans avis|sans opinion
pas d'avis|pas d'opinion|aucun avis|aucune opinion|indécis|indécise|no sabe|no sé|ns|ns nc|nsnc|sin opinión
non so|non sa|nessuna opinione|indeciso|indecisa|não sabe|não sei|sem opinião|weet niet|weet ik niet
geen mening|vet ej|vet inte|ved ikke|vet ikke|ei osaa sanoa|en osaa sanoa|eos|nie wiem|trudno powiedzieć
""",
    "declined": """
ne se prononce pas|ne se prononcent pas|nspp|refus|refuse de répondre|préfère ne pas répondre
préfère ne pas dire|verweigert|antwort verweigert|möchte nicht antworten|möchte ich nicht sagen
prefiere no contestar|preferisce non rispondere|wil niet zeggen|wil ik niet zeggen
""",
}


def word_key(label: str) -> str:
    """Return what labels share that differ in capitals, accents and signs: `k. A.` is `k a`."""
    letters = unicodedata.normalize("NFKD", plain(label))
    return " ".join(_WORD.findall("".join(sign for sign in letters if not unicodedata.combining(sign))))


def phrases(lines: str) -> list[str]:
    """Return the keys of phrases that `|` and the ends of lines part."""
    return [word_key(phrase) for line in lines.split("\n") for phrase in line.split("|") if phrase]


_KNOWN = {
    **dict.fromkeys(phrases(_OTHER_LANGUAGES), MISSING),
    **{phrase: state for state, lines in _STATES.items() for phrase in phrases(lines)},
}


def no_answer(label: str) -> str | None:
    """Return MISSING or the state that a label stands for which is no position; None where it may be one.

    What stands in brackets at the end counts for nothing (`Absent (ill)`), and several such words are one
    (`Don't know / no answer`).
    """
    whole = _alone(label) or _alone(_ASIDE.sub("", label))
    if whole is not None:
        return whole
    parts = [_alone(part) for part in _OR.split(plain(label)) if part.strip()]
    if len(parts) < 2 or None in parts:
        return None
    return MISSING if MISSING in parts else parts[0]


def _alone(label: str) -> str | None:
    if {label.strip().casefold(), plain(label)} & SIGNS:
        return MISSING
    key = word_key(label)
    if key in _KNOWN:
        return _KNOWN[key]
    if _ENGLISH.fullmatch(key):
        return MISSING
    state = NO_SIDE.get(plain(label), (MIDDLE,))[0]
    return None if state in (MIDDLE, "mixed") else state
