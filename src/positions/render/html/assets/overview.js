  // ---- everything in one picture: a cell a point; pointing reads it, a click looks into it

  const colours = new Map();

  function colour(name, within) {
    const key = `${within} ${name}`;
    if (!colours.has(key)) {
      const probe = el("span", { class: within }, el("i", { class: name }));
      document.body.append(probe);
      const parts = (getComputedStyle(probe.firstChild).backgroundColor.match(/[\d.]+/g) || []).map(Number);
      probe.remove();
      colours.set(key, parts.length < 3 || parts[3] === 0 ? [0, 0, 0, 0] : [...parts.slice(0, 3), 255]);
    }
    return colours.get(key);
  }

  // Numbers of blocs beside the actors, each as long as its bloc; none where the order is another.
  function bands(list) {
    if (state.order !== "bloc" || state.versus !== null || new Set(data.blocs).size < 2) return null;
    const made = el("div", { class: "bands", "aria-hidden": "true" });
    for (const actor of list) {
      const bloc = data.blocs[actor], last = made.lastChild;
      if (last && last.bloc === bloc) last.size++;
      else made.append(Object.assign(el("span", null, bloc ? String(bloc) : ""), { bloc, size: 1 }));
    }
    for (const band of made.children) band.style.flexGrow = band.size;
    return made;
  }

  function drawWhole(id, [rows, columns], words, colourAt, wordsAt, act, labels) {
    const place = document.getElementById(id);
    if (!rows.length || !columns.length) return place.replaceChildren(el("p", null, "The filters leave nothing to show."));
    const canvas = el("canvas", { width: columns.length, height: rows.length, role: "img", "aria-label": words });
    const context = canvas.getContext("2d"), image = context.createImageData(columns.length, rows.length);
    const high = Math.max(rows.length * 3, Math.min(rows.length * 16, 520));
    canvas.style.maxWidth = `${rows === columns ? high : columns.length * 16}px`;
    canvas.style.height = `${high}px`;
    const at = event => {
      const box = canvas.getBoundingClientRect();
      const part = (from, length, list) => list[Math.max(0, Math.min(list.length - 1, Math.floor(from / length * list.length)))];
      return [part(event.clientY - box.y, box.height, rows), part(event.clientX - box.x, box.width, columns)];
    };
    const reading = el("p", { class: "reading", "aria-hidden": "true" }, "\u00a0");
    canvas.addEventListener("mousemove", event => { reading.textContent = wordsAt(...at(event)); });
    canvas.addEventListener("click", event => act(...at(event)));
    place.className = `picture ${labels.across ? "across" : "down"}`;
    place.replaceChildren(...[labels.bands, canvas, reading].filter(Boolean));
    const token = place.token = {};
    const draw = from => {
      if (place.token !== token) return;
      const last = Math.min(rows.length, from + 20);
      for (let y = from; y < last; y++) columns.forEach((column, x) => image.data.set(colourAt(rows[y], column), 4 * (y * columns.length + x)));
      context.putImageData(image, 0, 0);
      if (last < rows.length) setTimeout(() => draw(last));
    };
    draw(0);
  }

  const actorsAcross = actors.length > issues.length;

  function drawStances(selection) {
    const { rows, columns, lookAt } = selection;
    const place = (row, column) => actorsAcross ? [column, row] : [row, column];
    const tint = look => scale.nominal && look[VALUE] !== null ? `k${scale.labels.indexOf(look[VALUE]) % 6}` : look[CLASS];
    const tints = looks.map(look => colour(tint(look), "stances"));
    drawWhole("all-stances", actorsAcross ? [columns, rows] : [rows, columns],
      `${rows.length} actors and ${columns.length} issues, a stance each; the tables below hold the same`,
      (row, column) => tints[lookAt(...place(row, column))],
      (row, column) => { const [actor, issue] = place(row, column); return `${actors[actor][LABEL]} on ${issues[issue][LABEL]}: ${looks[lookAt(actor, issue)][WORDS]}`; },
      (row, column) => lookInto(...place(row, column)), { across: actorsAcross, bands: bands(rows) });
  }

  function drawPairs(selection, compare) {
    const { rows } = selection;
    const said = found => found.agreement === null ? "no share" : `agreement ${percent(found.agreement)} of ${found.shared}`;
    const known = new Map(); // a pair stands in two places
    const colourOf = (a, b) => {
      const key = Math.min(a, b) * actors.length + Math.max(a, b);
      if (!known.has(key)) { const found = compare(a, b); known.set(key, colour(shareClass(found.agreement, found), "agreement")); }
      return known.get(key);
    };
    drawWhole("all-pairs", [rows, rows], `Agreement of ${rows.length} actors, each with each; the tables below hold the same`,
      (row, column) => row === column ? [0, 0, 0, 0] : colourOf(row, column),
      (row, column) => row === column ? actors[row][LABEL] : `${actors[row][LABEL]} and ${actors[column][LABEL]}: ${said(compare(row, column))}`,
      (row, column) => { if (row !== column) location.hash = pairAddress(row, column); }, { bands: bands(rows) });
  }

  // The panel of the stances that holds a cell, with that cell in the focus.
  function lookInto(actor, issue) {
    const matrix = matrices[0], [rows, columns] = matrix.sides(state.selection), shown = panels.get("stances");
    const [row, column] = data.issuesDown ? [issue, actor] : [actor, issue];
    Object.assign(shown, { row: Math.floor(rows.indexOf(row) / data.panel), column: Math.floor(columns.indexOf(column) / data.panel) });
    drawMatrix(matrix, state.selection, state.compare);
    document.getElementById("stances").scrollIntoView();
    const address = `#${stanceAddress(actor, issue)}`;
    [...document.querySelectorAll("#stances-matrix td a")].find(cell => cell.getAttribute("href") === address)?.focus({ preventScroll: true });
  }

  const wholePictures = (selection, compare) => [
    [document.getElementById("all-stances"), () => drawStances(selection)],
    [document.getElementById("all-pairs"), () => drawPairs(selection, compare)],
  ];

  function beginOverview() {
    for (const fold of document.querySelectorAll("details.fold")) fold.addEventListener("toggle", () => {
      if (fold.open) for (const matrix of matrices) if (fold.querySelector(`#${matrix.id}-matrix`)) drawMatrix(matrix, state.selection, state.compare);
    });
    for (const dot of document.querySelectorAll(".map circle")) dot.addEventListener("click", () => {
      state.versus = Number(dot.dataset.actor);
      state.form.elements.with.value = state.versus;
      apply();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours.clear(); if (data.overview) apply(); });
  }

