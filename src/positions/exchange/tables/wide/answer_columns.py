"""Which columns of a wide table hold answers: as asked, else those that can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase

from positions.exchange.tables.columns import find_column, require_column
from positions.exchange.tables.delimited import restored_text
from positions.exchange.tables.settings import TableSettings, parse_number
from positions.exchange.tables.table_file import TableFile
from positions.exchange.tables.values.headings import (
    beside_others,
    is_added,
    is_comment,
    is_of_people,
    may_be_id,
)
from positions.exchange.tables.values.no_answers import no_answer
from positions.exchange.tables.values.recoding import UnreadableError
from positions.exchange.tables.values.stance_texts import LONGEST, OF_FORMS, is_stance_word
from positions.exchange.tables.values.stances import Stances
from positions.names import name_key
from positions.offers import option
from positions.problems import DataError, UsageError
from positions.suggest import first_of

_NOT, _TO = "not:", ":"
_MOST_VALUES = 200
_SOME = 3
"""With fewer cells than this, a column is not passed over for what they hold."""
_FEW = 5
"""With fewer answers than this, that all differ says nothing."""

QUALTRICS = frozenset(
    (
        *("startdate", "enddate", "status", "ipaddress", "progress", "duration (in seconds)", "finished"),
        *("recordeddate", "responseid", "recipientlastname", "recipientfirstname", "recipientemail"),
        *("externalreference", "locationlatitude", "locationlongitude", "distributionchannel"),
        *("userlanguage", "q_recaptchascore"),
    )
)
"""Columns that Qualtrics adds of itself to those of the questions."""


@dataclass(slots=True)
class ColumnTexts:
    """What stands in a column: how often each text does (of up to some), how many cells hold something."""

    texts: Counter[str] = field(default_factory=Counter)
    filled: int = 0
    longest: int = 0
    many: bool = False

    def add(self, text: str) -> None:
        """Take in a cell."""
        self.filled += 1
        if len(self.texts) < _MOST_VALUES or text in self.texts:
            self.texts[text] += 1
        else:
            self.many = True
        self.longest = max(self.longest, len(text))

    @property
    def all_differ(self) -> bool:
        """Whether no text stands twice, of enough to say so."""
        return self.filled >= _FEW and (self.many or len(self.texts) == self.filled)

    @property
    def may_group(self) -> bool:
        """Whether the texts may be what actors are grouped by."""
        return bool(self.filled) and not self.all_differ and not self.many and self.longest <= LONGEST

    def share_of_answers(self, holds: Callable[[str], bool]) -> float:
        """Return the share as `share` does, leaving aside cells that say that there is no answer."""
        said = Counter({text: count for text, count in self.texts.items() if no_answer(text) is None})
        return ColumnTexts(said).share(holds)

    def share(self, holds: Callable[[str], bool]) -> float:
        """Return the share of the cells of which something holds, of those that were kept."""
        number = sum(self.texts.values())
        return sum(count for text, count in self.texts.items() if holds(text)) / number if number else 0.0


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """The indexes of the columns that hold answers, and why others do not: index -> reason.

    `doubtful` are those taken of whose few cells none is a stance.
    """

    taken: tuple[int, ...]
    refused: Mapping[int, str] = field(default_factory=dict)
    attributes: tuple[int, ...] = ()
    doubtful: frozenset[int] = frozenset()

    def doubts(self, header: Sequence[str]) -> dict[str, str]:
        """Return for each doubtful column, by its name, how to read the table without it."""
        sure = [place for place in self.taken if place not in self.doubtful]
        if not sure or not self.doubtful:
            return {}
        whole = sure == list(range(sure[0], sure[-1] + 1)) and len(sure) > 1
        names = f"{header[sure[0]]}:{header[sure[-1]]}" if whole else ",".join(header[at] for at in sure)
        hint = f"if it is no issue: {option('--answers', names)} names those that are"
        return {header[place]: hint for place in self.doubtful}

    def remarks(self, header: Sequence[str], what: str) -> list[str]:
        """Return what people should know of the columns that were not taken."""
        if not self.refused:
            return []
        listed = first_of([f"{header[place]!r} ({why})" for place, why in self.refused.items()], 6)
        said = [f"Not taken for {what}: {listed}. --answers COLUMNS says which are."]
        if self.attributes and what == "issues":
            names = first_of([repr(header[place]) for place in self.attributes], 6)
            said.append(f"Kept with the actors, to group them by: {names}.")
        return said


def chosen_columns(file: TableFile, wanted: Sequence[str], others: Collection[int]) -> tuple[int, ...]:
    """Return the columns that `--answers` names: names, FIRST:LAST, patterns such as Q*, not:NAME.

    Args:
        file: the table.
        wanted: what was asked for.
        others: the columns that are something else, and never answers.

    Raises:
        DataError: if a column is not there.
        UsageError: if a range runs backwards.
    """
    taken: dict[int, None] = {}
    left_out: set[int] = set()
    for item in _items(file.header, wanted):
        if item.startswith(_NOT) and find_column(file.header, item) is None:
            left_out.add(require_column(file, item.removeprefix(_NOT).strip()))
        else:
            taken.update(dict.fromkeys(_range(file, item)))
    if left_out and not taken:
        taken = dict.fromkeys(place for place, name in enumerate(file.header) if name)
    return tuple(place for place in taken if place not in left_out and place not in others)


def _items(header: Sequence[str], wanted: Sequence[str]) -> Iterator[str]:
    """Yield what is asked for; a comma is part of a name where a column is called so."""
    for given in wanted:
        parts = given.split(",")
        while parts:
            whole = next(
                (count for count in range(len(parts), 1, -1) if _is_there(header, ",".join(parts[:count]))), 1
            )
            item = ",".join(parts[:whole]).strip()
            if item:
                yield item
            parts = parts[whole:]


def _is_there(header: Sequence[str], item: str) -> bool:
    return find_column(header, item.strip().removeprefix(_NOT)) is not None


def _range(file: TableFile, item: str) -> Iterable[int]:
    place = find_column(file.header, item)
    if place is not None:
        return (place,)
    fitting = [at for at, name in enumerate(file.header) if name and fnmatchcase(name, item)]
    if fitting:
        return fitting
    for at, sign in enumerate(item):
        if sign == _TO:
            first, last = (find_column(file.header, part.strip()) for part in (item[:at], item[at + 1 :]))
            if first is not None and last is not None:
                if first > last:
                    message = f"--answers {item}: {file.header[last]!r} stands before {file.header[first]!r}"
                    raise UsageError(message, "write FIRST:LAST")
                return range(first, last + 1)
    return (_required(file, item.strip()),)


def _required(file: TableFile, name: str) -> int:
    """Return the index of a column that `--answers` names; raise with how to name others where it lacks."""
    try:
        return require_column(file, name)
    except DataError as error:
        problem = error.problems[0]
        hint = f"{problem.hint}; --answers COLUMNS takes others"
        raise DataError([replace(problem, hint=hint)]) from None


def guessed_columns(file: TableFile, settings: TableSettings, others: Collection[int]) -> AnswerColumns:
    """Return the columns that can be answers, and why the others cannot.

    What the table of issues gives a scale to is an issue.

    On a declared scale a column can where half of its cells, at least, are stances. Else, where some have
    words for or against, those can; else those can that share texts with most others. Free text cannot, nor
    what is different in every row.
    """
    places = [place for place, name in enumerate(file.header) if name and place not in others]
    refused: dict[int, str] = {}
    if file.top.below:
        refused = {place: "made by Qualtrics" for place in places if file.header[place].lower() in QUALTRICS}
    scaled = {place for place in places if name_key(file.header[place]) in settings.scales}
    refused |= _by_heading(file.header, [place for place in places if place not in scaled])
    columns = _read(file, [place for place in places if place not in refused and place not in scaled])
    numbered = [place for place in columns if _are_ids(file.header[place], columns[place])]
    refused |= dict.fromkeys(numbered, "ids: another in each row")
    columns = {place: column for place, column in columns.items() if place not in refused}
    declared = settings.scale is not None or bool(settings.stances)
    stances = Stances(settings)
    doubtful: set[int] = set()
    if declared and not stances.takes_any_text:
        reasons = _off_scale(columns, stances, doubtful)
    else:
        reasons = _unlike(columns)
    refused |= reasons
    taken = tuple(place for place in places if place not in refused)
    columns |= _read(file, [place for place in refused if is_of_people(file.header[place])])
    attributes = tuple(place for place in sorted(refused) if place in columns and columns[place].may_group)
    return AnswerColumns(taken, dict(sorted(refused.items())), attributes, frozenset(doubtful))


def answers_across(file: TableFile, settings: TableSettings, others: Collection[int]) -> int:
    """Return how many columns can be answers: words for or against, or numbers that stand in others too.

    `others` are the indexes of columns that are something else.
    """
    header = file.header
    places = [place for place, name in enumerate(header) if name and place not in others]
    refused = _by_heading(header, places)
    columns = _read(file, [place for place in places if place not in refused])
    held = {
        place: column
        for place, column in columns.items()
        if column.filled and column.longest <= LONGEST and not _are_ids(header[place], column)
    }
    worded = {place for place, column in held.items() if column.share(is_stance_word) >= 1 / 2}
    shared = _shared(held)
    numbers = {
        place
        for place, column in held.items()
        if column.share(_is_number) == 1 and column.share(lambda text: text in shared) >= 1 / 2
    }
    return max(len(worded), len(numbers))


def _by_heading(header: Sequence[str], places: Sequence[int]) -> dict[int, str]:
    """Return why columns are no answers, going by what they are called."""
    beside = beside_others(name for name in header if name)
    found = {}
    for place in places:
        if is_comment(header[place]):
            found[place] = "called as comments are"
        elif is_added(header[place]) or is_of_people(header[place]):
            found[place] = "called as what forms add"
        elif header[place] in beside:
            found[place] = "beside the answers of another column"
    return found


def _are_ids(heading: str, column: ColumnTexts) -> bool:
    """Return whether a column is called as ids are, and no text of it stands twice."""
    differ = column.many or len(column.texts) == column.filled
    return may_be_id(heading) and column.filled > 1 and differ and not column.share(is_stance_word)


def _shared(columns: Mapping[int, ColumnTexts]) -> set[str]:
    """Return the texts that stand in several columns."""
    times = Counter(text for column in columns.values() for text in column.texts)
    return {text for text, count in times.items() if count > 1}


def _read(file: TableFile, places: Sequence[int]) -> dict[int, ColumnTexts]:
    columns = {place: ColumnTexts() for place in places}
    for _, row in file.numbered():
        for place in places:
            text = row[place].strip() if place < len(row) else ""
            if text:
                columns[place].add(restored_text(text))
    return columns


def _off_scale(columns: Mapping[int, ColumnTexts], stances: Stances, doubtful: set[int]) -> dict[int, str]:
    """Return why columns are not on the declared scale; add those that may be, though no cell is."""
    known: dict[str, bool] = {}

    def readable(text: str) -> bool:
        if text not in known:
            try:
                stances.read(text)
                known[text] = True
            except UnreadableError:
                known[text] = no_answer(text) is not None
        return known[text]

    found = {}
    for place, column in columns.items():
        if column.filled and column.share(_is_of_forms) >= 1 / 2:
            found[place] = "dates or addresses"
            continue
        share = column.share(readable)
        if not column.filled or share >= 1 / 2:
            continue
        if column.filled < _SOME and column.longest <= LONGEST:
            doubtful |= {place} if not share else set()
            continue
        if column.longest > LONGEST:
            found[place] = "free text"
        elif column.share(_is_number) == 1:
            found[place] = "numbers outside the scale"
        else:
            found[place] = "most of it is not on the scale" if share else "nothing of it is on the scale"
    return found


def _unlike(columns: Mapping[int, ColumnTexts]) -> dict[int, str]:
    """Return why columns cannot be answers, going by what the others hold."""
    found: dict[int, str] = {}
    shared = _shared(columns)
    for place, column in columns.items():
        as_others = max(column.share(is_stance_word), column.share(lambda text: text in shared))
        if column.longest > LONGEST:
            found[place] = "free text"
        elif column.filled and column.share(_is_of_forms) >= 1 / 2:
            found[place] = "dates or addresses"
        elif column.all_differ and as_others < 1 / 2:
            found[place] = "different in every row"
    rest = {place: column for place, column in columns.items() if place not in found and column.filled}
    worded = {place for place, column in rest.items() if column.share(is_stance_word) >= 1 / 2}
    if worded:
        said = {text for place in worded for text in rest[place].texts}  # words of other languages among them
        worded |= {
            place for place, column in rest.items() if column.share_of_answers(said.__contains__) >= 1 / 2
        }
        why = "no words for or against, as the others have"
        return {**found, **{place: why for place in rest if place not in worded}}
    largest = _largest_family(rest)
    unlike = [place for place, column in rest.items() if place not in largest and column.filled >= _SOME]
    return {**found, **dict.fromkeys(unlike, "shares no value with the others")}


def _largest_family(columns: Mapping[int, ColumnTexts]) -> set[int]:
    """Return the columns of the largest families, in which each shares a text with another."""
    family = {place: place for place in columns}

    def head(place: int) -> int:
        while family[place] != place:
            place = family[place]
        return place

    first: dict[str, int] = {}
    for place, column in columns.items():
        for text in column.texts:
            family[head(place)] = head(first.setdefault(text, place))
    sizes = Counter(map(head, columns))
    most = max(sizes.values(), default=0)
    return {place for place in columns if sizes[head(place)] == most}


def _is_number(text: str) -> bool:
    return parse_number(text) is not None


def _is_of_forms(text: str) -> bool:
    return OF_FORMS.fullmatch(text) is not None
