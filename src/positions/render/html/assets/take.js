  // ---- each table to take along

  // what is heard begins with both headings, which a table to take along has anyway
  const withoutEnd = (text, end) => text.endsWith(end) ? text.slice(0, -end.length) : text;
  const heard = cell => withoutEnd(cell.getAttribute("aria-label"), `, ${cell.textContent}`).slice(2 + (cell.closest(".stances") ? 4 : 5)
    + (cell.closest("table").rows[0].cells[cell.closest("td").cellIndex].textContent + cell.closest("tr").cells[0].firstChild.textContent).replace(/[\u2068\u2069]/g, "").length);
  const plain = made => [...made.rows].map(row => [...row.cells].map(cell => {
    const words = cell.querySelector("[aria-label]");
    return (words ? heard(words) : [...cell.childNodes].flatMap(node => [...node.childNodes].length > 1 ? [...node.childNodes] : [node])
      .map(node => node.textContent.trim()).filter(Boolean).join(" ")).replace(/[\u2068\u2069]/g, "");
  }));
  // no spreadsheet runs what begins like a formula
  const field = text => { const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text; return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe; };

  function save(content, type, name) {
    const anchor = el("a", { href: URL.createObjectURL(new Blob([content], { type })), download: name });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href), 1000);
  }

  // The lines of a text as the page shows them: where each begins, and its words.
  function lines(node, upright) {
    const found = [], range = document.createRange();
    for (const word of node.textContent.matchAll(/\S+/g)) {
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const at = range.getBoundingClientRect(), last = found.at(-1);
      if (!at.width) continue;
      if (last && (upright ? Math.abs(last[0].y - at.y) : Math.abs(last[0].x - at.x)) < 3) last[1] += ` ${word[0]}`;
      else found.push([at, word[0]]);
    }
    return found;
  }

  function drawing(made) {
    const frame = made.getBoundingClientRect(), space = "http://www.w3.org/2000/svg", serial = new XMLSerializer();
    const svg = document.createElementNS(space, "svg");
    const add = (name, values, text) => {
      const part = document.createElementNS(space, name);
      for (const [key, value] of Object.entries(values)) part.setAttribute(key, value);
      if (text !== undefined) part.textContent = text;
      svg.append(part);
    };
    for (const [key, value] of Object.entries({ width: frame.width + 24, height: frame.height + 24, "font-family": "sans-serif" })) svg.setAttribute(key, value);
    add("rect", { width: "100%", height: "100%", fill: getComputedStyle(document.body).backgroundColor });
    for (const cell of made.querySelectorAll("th, td")) {
      const box = cell.getBoundingClientRect(), look = getComputedStyle(cell), x = box.x - frame.x + 12, y = box.y - frame.y + 12;
      if (cell.matches(".c")) add("rect", { x, y, width: box.width, height: box.height, fill: look.backgroundColor, stroke: "#bbb", "stroke-width": .5 });
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const node = texts.currentNode, style = getComputedStyle(node.parentElement), upright = style.writingMode === "horizontal-tb";
        for (const [at, words] of lines(node, upright)) {
          const place = upright ? { x: at.x - frame.x + 12, y: at.y - frame.y + 12 + at.height * .78 }
            : { transform: `translate(${at.x - frame.x + 12 + at.width * .75} ${at.bottom - frame.y + 12}) rotate(-90)` };
          add("text", { ...place, "font-size": style.fontSize, "font-weight": style.fontWeight, fill: style.color }, words);
        }
      }
    }
    return serial.serializeToString(svg);
  }

  function picture(made, name) {
    const image = new Image(), svg = drawing(made);
    image.onload = () => {
      const canvas = el("canvas", { width: image.width * 2, height: image.height * 2 });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(blob, "image/png", `${name}.png`));
    };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  }

  async function copy(made, button) {
    const text = plain(made).map(row => row.join("\t")).join("\n");
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      getSelection().selectAllChildren(made);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  }

  function take(place, name = place.id.replace("-matrix", "")) {
    const made = () => place.querySelector("table");
    const ways = {
      Copy: button => copy(made(), button),
      CSV: () => save(plain(made()).map(row => row.map(field).join(",")).join("\r\n"), "text/csv", `${name}.csv`),
      SVG: () => save(drawing(made()), "image/svg+xml", `${name}.svg`),
      PNG: () => picture(made(), name),
    };
    return el("p", { class: "take" }, ...Object.entries(ways).flatMap(([words, act]) => {
      const button = el("button", { type: "button", "aria-label": `${words}: ${name}` }, words);
      button.addEventListener("click", () => { if (made()) act(button); });
      return [button, " "];
    }));
  }
