"""Issues by division: opposed pairs first, then their share, then the order of the file."""

from positions.measures.tally import Tally, by_division


def tally(issue: int, favour: int, against: int, neutral: int = 0) -> Tally:
    first, second = favour, favour + against
    return Tally(
        issue,
        tuple(range(first)),
        tuple(range(first, second)),
        tuple(range(second, second + neutral)),
        frozenset(),
    )


def order(*tallies: Tally) -> list[int]:
    return [found.issue for found in by_division(list(tallies))]


def test_more_opposed_pairs_come_first_whatever_their_share() -> None:
    small_share, whole = tally(0, 2, 2, neutral=9), tally(1, 1, 1)
    assert small_share.opposed_share is not None
    assert whole.opposed_share is not None
    assert small_share.opposed_share < whole.opposed_share
    assert order(whole, small_share) == [0, 1]


def test_of_as_many_opposed_pairs_the_larger_share_comes_first() -> None:
    assert order(tally(0, 1, 2, neutral=3), tally(1, 2, 1)) == [1, 0]


def test_otherwise_the_order_of_the_file_counts() -> None:
    assert order(tally(2, 1, 1), tally(0, 1, 1), tally(1, 1, 1)) == [0, 1, 2]
    assert order(tally(3, 0, 0), tally(1, 4, 0), tally(2, 1, 0)) == [1, 2, 3]
