"""Roll calls: Voteview, the United Nations, HowTheyVote, The Public Whip, French scrutins."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpers.published.truth import ACTORS, ISSUES, answers, grid, lines

MEMBERS = (
    "congress,chamber,icpsr,state_icpsr,district_code,state_abbrev,party_code,occupancy,last_means,bioname,"
    "bioguide_id,born,died,nominate_dim1,nominate_dim2,nominate_log_likelihood,nominate_geo_mean_probability,"
    "nominate_number_of_votes,nominate_number_of_errors,conditional,nokken_poole_dim1,nokken_poole_dim2"
)
ROLLCALLS = (
    "congress,chamber,rollnumber,date,session,clerk_rollnumber,majority_requirement,yea_count,nay_count,"
    "nominate_mid_1,nominate_mid_2,nominate_spread_1,nominate_spread_2,nominate_log_likelihood,bill_number,"
    "vote_result,vote_desc,vote_question,dtl_desc"
)


def voteview(folder: Path, broken: bool) -> Path:
    """Write votes with members and rollcalls beside them, and members of the next congress."""
    rows: list[Sequence[object]] = [["congress", "chamber", "rollnumber", "icpsr", "cast_code", "prob"]]
    rolls: list[Sequence[object]] = [ROLLCALLS.split(",")]
    for actor, issue, _, code in answers({"+": 1, "-": 6, "0": 7, ".": 9}):
        chamber, roll = ("Senate", issue + 1) if issue < 3 else ("House", issue - 2)
        rows.append([109, chamber, roll, 40000 + actor, code, 99.9])
    for issue in ISSUES:
        chamber, roll = ("Senate", issue + 1) if issue < 3 else ("House", issue - 2)
        more = ["2005-01-06", 1, roll, "1/2", 3, 2, *[""] * 5, f"S{issue}", "Passed", "", "On Passage", ""]
        rolls.append([109, chamber, roll, *more])
    rows += [[109, "Senate", 1, 40000, "x", ""]] * broken
    (folder / "S109_votes.csv").write_text(lines(rows))
    (folder / "S109_rollcalls.csv").write_text(lines(rolls))
    president = [109, "President", 99910, 99, 0, "USA", 200, "", "", "BUSH, George Walker", *[""] * 12]
    members = [
        [109, "Senate", 40000 + n, 41, 0, "AL", 200, 0, 1, a, *[""] * 12] for n, a in enumerate(ACTORS)
    ]
    (folder / "S109_members.csv").write_text(lines([MEMBERS.split(","), president, *members]))
    (folder / "S110_members.csv").write_text(lines([MEMBERS.split(","), president]))
    return folder / "S109_votes.csv"


def united_nations(folder: Path, broken: bool) -> Path:
    """Write raw votes as R's data frame of them has its columns."""
    header = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year"
    rows: list[Sequence[object]] = [header.split(",")]
    more = [1, 0, "1946-01-01", "R/1/66", 0, 0, 0, 0, 0, 0, 1946]
    for actor, issue, _, code in answers({"+": 1, "-": 3, "0": 2, ".": 8}):
        rows.append([issue + 3, 1, code, actor * 10 + 2, *more])
    rows += [[3, 1, 7, 2, *more]] * broken
    (folder / "UNVotes.csv").write_text(lines(rows))
    return folder / "UNVotes.csv"


def how_they_vote(folder: Path, broken: bool) -> Path:
    """Write votes of MEPs, one of whom changes group, with members and votes beside them."""
    rows: list[Sequence[object]] = [["vote_id", "member_id", "position", "country_code", "group_code"]]
    codes: dict[str, object] = {"+": "FOR", "-": "AGAINST", "0": "ABSTENTION", ".": "DID_NOT_VOTE"}
    for actor, issue, _, code in answers(codes):
        rows.append([123456 + issue, actor, code, "DEU", "EPP" if actor or issue < 3 else "NI"])
    rows += [[123456, 1, "PERHAPS", "DEU", "EPP"]] * broken
    (folder / "member_votes.csv").write_text(lines(rows))
    header = [
        "id",
        "first_name",
        "last_name",
        "country_code",
        "date_of_birth",
        "email",
        "facebook",
        "twitter",
    ]
    members = [[n, "", name, "DEU", "", "", "", ""] for n, name in enumerate(ACTORS)]
    (folder / "members.csv").write_text(lines([header, *members]))
    votes = "id,timestamp,display_title,reference,description,is_main,is_featured,procedure_reference"
    held = [[123456 + n, "2026-01-20 12:00:00", f"Vote {n}", "", "", True, False, "", ""] for n in ISSUES]
    (folder / "votes.csv").write_text(lines([[*votes.split(","), "procedure_title"], *held]))
    return folder / "member_votes.csv"


def public_whip(folder: Path, broken: bool) -> Path:
    """Write a matrix as `votematrix.pl` does, each cell with a tab and a space behind it, and its key."""
    columns = [*grid({"+": "2", "-": "4", "0": "3", ".": "-9"})]
    text = "rowid\tdate\tvoteno\tBill\t" + "".join(f"mpid{40000 + n}\t" for n in range(6)) + "\n"
    for issue in ISSUES:
        cells = [row[issue] for row in columns]
        if broken and not issue:
            cells[0] = "5x"
        text += f"{900 + issue}\t2010-05-25\t{issue + 9}\tBill {issue} - Second Reading\t"
        text += "".join(f"{cell}\t " for cell in cells) + "\n"
    (folder / "votematrix-2010.dat").write_text(text + "\n")
    values = "".join(
        f"      {name}: {value}\n"
        for name, value in {"missing": -9, "tellaye": 1, "aye": 2, "both": 3, "no": 4, "tellno": 5}.items()
    )
    key = (
        "file: votematrix-2010.csv covering commons parliament 2010\n"
        "file created: Sat Mar 14 04:10:11 2026by https://www.publicwhip.org.uk/\n6 mps\n6 divisions\n\n\n\n"
        f"Data Values\n{values}\n\n\n"
        "Variables match to MP names as mpidXXX where XXX is the mpid number below\n\n"
        "mpid\tfirstname\tsurname\tparty\tPublicWhip URL\n"
    )
    key += "".join(
        f"{40000 + n}\t\t{name}\tLab\thttps://www.publicwhip.org.uk/mp.php?mpid={40000 + n}\n"
        for n, name in enumerate(ACTORS)
    )
    (folder / "votematrix-2010.txt").write_text(key + "\n\n\n\n")
    return folder / "votematrix-2010.dat"


def scrutins(folder: Path, broken: bool) -> Path:
    """Write French roll calls in Latin-1 with semicolons."""
    rows: list[Sequence[object]] = [["Scrutin", "Député", "Groupe", "Date", "Position"]]
    codes: dict[str, object] = {"+": "Pour", "-": "Contre", "0": "Abstention", ".": "Non-votant"}
    for _, issue, name, code in answers(codes):
        rows.append([f"n°{issue}", name, "Écologistes", "14/03/2026", code])
    rows += [["n°1", "Ash", "Écologistes", "14/03/2026", "Peut-être"]] * broken
    (folder / "scrutins.csv").write_text(lines(rows, ";"), encoding="latin-1")
    return folder / "scrutins.csv"
