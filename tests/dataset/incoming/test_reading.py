"""Files that become sources: the text as a reader sees it, what they say of themselves, what is refused."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.examples import examples
from helpers.pdf_file import pdf_bytes
from positions.dataset.incoming import word_file
from positions.dataset.incoming.found_dates import date_in
from positions.dataset.incoming.reading import KINDS, IncomingSource, read_incoming
from positions.problems import DataError

MANY = examples(60)

PAGE = """<!doctype html><html lang="en-GB"><head>
<title>Council says yes | The Paper</title><meta property="og:title" content="Council says &quot;yes&quot;">
<meta property="og:site_name" content="The Paper"><meta name="author" content="https://paper.example/ann">
<meta name="author" content="Ann Other"><link href="https://paper.example/a" rel="canonical">
<script type="application/ld+json">{"@graph": [{"@type": "Article", "headline": "Another",
"author": [{"name": "Ben"}, {"name": "Cy"}], "datePublished": "2026-03-14T10:00:00Z"}]}</script>
</head><body><h1>Council</h1>
<p>&ldquo;We are <b>for</b> it,&rdquo; the council said.</p><script>no()</script></body>
"""

MAIL = """From: Ann Other <ann@example.org>
Subject: =?utf-8?q?R=C3=A9ponse?=
Date: Thu, 12 Mar 2026 23:30:00 -0500
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>We are <i>for</i> it, caf=E9s and all.</p><p>Ann</p>
--b
Content-Type: application/pdf
Content-Disposition: attachment; filename=annex.pdf

x
--b--
"""

WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
CORE = """<c xmlns:d="http://purl.org/dc/elements/1.1/"><d:title>Microsoft Word - Minutes</d:title>
<d:creator>Clerk</d:creator><created>2026-03-14T09:00:00Z</created></c>"""


def word(body: str, core: str = CORE, *, declared: str = "") -> bytes:
    """Return a Word file with this body."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr(
            "word/document.xml",
            f'{declared}<w:document xmlns:w="{WORDS}"><w:body>{body}</w:body></w:document>',
        )
        parts.writestr("docProps/core.xml", core)
    return stream.getvalue()


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def refused(data: bytes, name: str) -> str:
    with pytest.raises(DataError) as raised:
        read_incoming(data, name)
    (problem,) = raised.value.problems
    assert problem.code == "source-unreadable"
    return f"{problem.message} | {problem.hint}"


def test_a_page_says_its_title_publisher_date_and_address() -> None:
    page = read_incoming(PAGE.encode(), "C:\\Users\\x\\Council says.HTML")
    assert page.name == "Council says.HTML"
    assert page.suggested_id == "council-says"
    assert page.found == {
        "title": 'Council says "yes"',
        "author": "Ben, Cy",
        "publisher": "The Paper",
        "date": "2026-03-14",
        "url": "https://paper.example/a",
        "language": "en-GB",
    }
    assert "“We are for it,” the council said." in page.text
    assert "no()" not in page.text


def test_a_mail_s_text_is_its_html_where_there_is_no_plain_text() -> None:
    mail = read_incoming(MAIL.encode(), "reply.eml")
    assert mail.found == {"title": "Réponse", "author": "Ann Other", "date": "2026-03-12"}
    assert mail.text.split() == ["We", "are", "for", "it,", "cafés", "and", "all.", "Ann"]
    assert mail.remarks == ("Not stored: attachments (annex.pdf).",)


def test_a_word_file_without_what_is_deleted_hidden_or_struck_out() -> None:
    not_struck = run(" it", '<w:strike w:val="0"/>')
    cells = "".join(f"<w:tc><w:p>{run(text)}</w:p></w:tc>" for text in "AB")
    body = (
        f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('The council ')}{run('not ', '<w:strike/>')}"
        f"<w:del><w:r><w:delText>never</w:delText></w:r></w:del><w:ins>{run('supports')}</w:ins>"
        f"{not_struck}<w:r><w:br/></w:r>{run('secret', '<w:vanish/>')}{run('now.')}"
        f"</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    )
    read = read_incoming(word(body), "minutes.docx")
    assert read.text == "The council supports it\nnow.\n\nA\n\nB\n"
    assert read.found == {"title": "Minutes", "author": "Clerk", "date": "2026-03-14"}


def test_a_text_s_front_matter_labels_and_first_line() -> None:
    text = (
        "---\ntitle: 'On buses'\nlang: en\n---\n# Another\nBy Ann Other\n14 March 2026\nhttps://a.example/x\n"
    )
    assert read_incoming(text.encode(), "a.md").found == {
        "title": "On buses",
        "author": "Ann Other",
        "date": "2026-03-14",
        "url": "https://a.example/x",
        "language": "en",
    }
    assert read_incoming("Night buses\n\nBy night, 2 of 3 ...".encode("utf-16"), "a.txt").found == {
        "title": "Night buses"
    }


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-03-14T10:00:00Z", "2026-03-14"),
        ("2026-03", "2026-03"),
        ("D:20260314101500+01'00'", "2026-03-14"),
        ("Saturday, 14th March 2026", "2026-03-14"),
        ("Sept. 3, 2026, 10 am", "2026-09-03"),
        ("May 2026", "2026-05"),
        ("31 February 2026", None),
        ("03/04/2026", None),
        ("20261", None),
        ("", None),
    ],
)
def test_dates(written: str, date: str | None) -> None:
    assert date_in(written) == date


def test_what_is_refused_says_why() -> None:
    assert ".docx or .pdf" in refused(b"x", "old.doc")
    assert "content is that of .pdf" in refused(b"%PDF-1.7", "a.txt")
    assert "empty" in refused(b" \n", "a.txt")
    assert "not UTF-8" in refused("é".encode("latin-1"), "a.txt")
    assert "not a mail" in refused(b"We are for it.", "a.eml")
    assert "not a Word file" in refused(b"PK\x05\x06" + bytes(18), "a.docx")
    assert "broken" in refused(b"PK\x03\x04 and no more", "a.docx")
    assert "no text" in refused(word("<w:p/>"), "a.docx")
    entity = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    assert "declares" in refused(word(f"<w:p>{run('&b;')}</w:p>", declared=entity), "a.docx")


def test_a_word_file_is_read_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_file, "MOST_XML", 1_000_000)
    assert "more than 1 MB" in refused(word("<w:p/>" * 200_000), "a.docx")
    monkeypatch.setattr(word_file, "MOST_CHARACTERS", 9)
    assert "too much text" in refused(word(f"<w:p>{run('0123456789')}</w:p>"), "a.docx")


SEEDS = {".html": PAGE.encode(), ".eml": MAIL.encode(), ".docx": word(f"<w:p>{run('Yes')}</w:p>")}


@pytest.mark.parametrize("ending", sorted(KINDS))
@settings(max_examples=MANY, deadline=None)
@given(data=st.data())
def test_any_bytes_are_read_or_refused_with_one_problem(ending: str, data: st.DataObject) -> None:
    seed = SEEDS.get(ending)
    whole = data.draw(st.binary(max_size=60)) if seed is None else seed
    place = data.draw(st.integers(0, len(whole)))
    changed = whole[:place] + data.draw(st.binary(max_size=8)) + whole[place + data.draw(st.integers(0, 9)) :]
    try:
        read = read_incoming(changed, f"file{ending}")
    except DataError as error:
        (_,) = error.problems
        return
    assert isinstance(read, IncomingSource)
    assert read.text.strip()
    assert all(value.strip() == value != "" for value in read.found.values())


def test_a_pdf_s_pages_are_parted_by_form_feeds() -> None:
    pytest.importorskip("pypdf")
    information = "/Title(Annual report)/Author(Clerk)/CreationDate(D:20260314)"
    read = read_incoming(pdf_bytes([["Page one"], ["Page two"]], information), "a.pdf")
    assert read.text == "Page one\n\fPage two\n"
    assert read.found == {"title": "Annual report", "author": "Clerk", "date": "2026-03-14"}
