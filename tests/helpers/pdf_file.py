"""A PDF file made by hand."""

from __future__ import annotations


def pdf_bytes(pages: list[list[str]], information: str = "") -> bytes:
    """Return a small PDF with these lines on its pages; `information` is such as `/Title(Report)`."""
    numbers = range(4, 4 + 2 * len(pages), 2)
    kids = " ".join(f"{number} 0 R" for number in numbers)
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    }
    for number, lines in zip(numbers, pages, strict=True):
        shown = "\n".join(f"({line}) Tj 0 -14 Td" for line in lines)
        content = f"BT /F1 12 Tf 72 720 Td\n{shown}\nET" if lines else ""
        resources = "/Resources<</Font<</F1 3 0 R>>>>/MediaBox[0 0 612 792]"
        objects[number] = f"<</Type/Page/Parent 2 0 R{resources}/Contents {number + 1} 0 R>>"
        objects[number + 1] = f"<</Length {len(content)}>>stream\n{content}\nendstream"
    body, places = b"%PDF-1.4\n", []
    for number in sorted(objects):
        places.append(len(body))
        body += f"{number} 0 obj{objects[number]}endobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"trailer<</Size {size}/Root 1 0 R/Info<<{information}>>>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
