"use strict";
// Sorts, filters, compares again, and opens what is behind a cell. Without it the page reads in full.
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const { actors, issues, looks, scale, method } = data;
  const numberOf = new Map([...data.letters].map((letter, number) => [letter, number]));
  const cells = data.cells.map(row => typeof row === "string" ? Uint8Array.from(row, letter => numberOf.get(letter)) : row);
  const [MARK, WORDS, CLASS, ALONE, STATE, VALUE, SIDE, BASIS, CONFIDENCE, CONDITIONAL, SALIENCE, LINKED, OWN] = looks[0].keys();
  const [LABEL, NAME, ADDRESS, KIND, ATTRIBUTES] = [0, 1, 2, 3, 4];
  const [PROPOSITION, TAGS, WEIGHT, UNIT] = [1, 3, 4, 5];
  const THIN = 3, THIN_EFFECTIVE = 2, STEPS = 5, EXCLUDED = 0;
  const LISTED = 12; // values of an attribute that are ticked one by one; of more, one is chosen
  const FIRST = 30; // rows of a pair that are made before it is shown

  // ---- elements: text is always text

  function el(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (value === true) made.setAttribute(key, "");
      else if (value !== null && value !== undefined && value !== false) made.setAttribute(key, value);
    }
    made.append(...children.filter(child => child !== null && child !== undefined));
    return made;
  }
  const hidden = words => el("span", { class: "vh" }, words);

  // ---- comparing: the same measures as the program's

  const noFilters = () => ({ find: "", kinds: [], attributes: [], tags: [], bases: [], confidence: null, conditional: true, minShared: method.minShared });

  function select(filters, order, issueOrder) {
    const passes = looks.map(look => look[STATE] === "position"
      && (!filters.bases.length || filters.bases.includes(look[BASIS]))
      && (filters.confidence === null || (look[CONFIDENCE] !== null && look[CONFIDENCE] >= filters.confidence))
      && (filters.conditional || !look[CONDITIONAL]));
    const asked = filters.find.trim().toLocaleLowerCase();
    const named = (list, item, field) => `${list[item][LABEL]} ${list[item][field]}`.toLocaleLowerCase().includes(asked);
    // what is searched for is a name of actors or of issues; where it is of one, the other stays whole
    const whose = asked ? new Set([...actors.keys()].filter(actor => named(actors, actor, NAME))) : null;
    const which = asked ? new Set([...issues.keys()].filter(issue => named(issues, issue, PROPOSITION))) : null;
    // values of one attribute are alternatives, and every attribute must fit
    const wanted = new Set(filters.attributes.map(value => value.split("_")[0]));
    const fits = actor => [...wanted].every(name => filters.attributes.includes(`${name}_${actors[actor][ATTRIBUTES][name]}`));
    const rows = (order || data.orders.file).filter(actor => (!filters.kinds.length || filters.kinds.includes(actors[actor][KIND]))
      && fits(actor)
      && (!asked || !whose.size || whose.has(actor)));
    const columns = (issueOrder || data.issueOrders.file).filter(issue => (!filters.tags.length || issues[issue][TAGS].some(tag => filters.tags.includes(tag)))
      && (!asked || !which.size && whose.size || which.has(issue)));
    const lookAt = (actor, issue) => {
      const look = cells[actor][issue];
      return looks[look][STATE] === "position" && !passes[look] ? EXCLUDED : look;
    };
    return { filters, passes, rows, columns, lookAt };
  }

  function comparer(selection, compared = selection.rows) {
    const { columns, passes, filters } = selection;
    const weights = columns.map(issue => method.weighted ? issues[issue][WEIGHT] : 1);
    const uniform = !method.bySalience && weights.every(weight => weight === weights[0]);
    const held = new Map(compared.map(actor => [actor, columns.map(issue => {
      const look = cells[actor][issue];
      return passes[look] ? looks[look] : null;
    })]));
    const agreeing = (x, y) => x[SIDE] === null ? x[VALUE] === y[VALUE] : x[SIDE] === y[SIDE]; // both on one issue
    const opposing = scale.nominal ? (x, y) => x[VALUE] !== y[VALUE] : (x, y) => x[SIDE] * y[SIDE] < 0;
    const signed = look => (look[VALUE] - scale.neutral) / scale.deviation;

    return (a, b) => {
      const left = held.get(a), right = held.get(b);
      const found = { shared: 0, same: 0, agree: 0, oppose: 0, conditional: 0, opposeConditional: 0, effective: null, agreement: null, disagreement: null };
      let equal = true, first = null;
      let total = 0, squares = 0, score = 0, against = 0;
      for (let i = 0; i < left.length; i++) {
        const x = left[i], y = right[i];
        if (x === null || y === null) continue;
        if (method.bySalience && (x[SALIENCE] === null || y[SALIENCE] === null)) continue;
        const weight = method.bySalience ? weights[i] * (x[SALIENCE] + y[SALIENCE]) : weights[i];
        if (!weight) continue;
        found.shared++;
        total += weight;
        squares += weight * weight;
        equal = equal && (first === null || weight === first);
        first = weight;
        const same = x[VALUE] === y[VALUE], depends = x[CONDITIONAL] || y[CONDITIONAL] ? 1 : 0;
        if (same) found.same++;
        if (agreeing(x, y)) {
          found.agree++;
          found.conditional += depends;
          if (method.measure === "side") score += weight;
        } else if (opposing(x, y)) {
          found.oppose++;
          found.opposeConditional += depends;
          against += weight;
        }
        if (method.measure === "exact") score += same ? weight : 0;
        else if (method.measure === "proximity") score += weight * Math.abs(x[VALUE] - y[VALUE]);
        else if (method.measure === "directional") score += weight * signed(x) * signed(y);
        else if (method.measure !== "side") throw new Error(`unknown measure ${method.measure}`);
      }
      if (!equal) found.effective = total * total / squares;
      if (!found.shared || found.shared < filters.minShared || total === 0) return found;
      if (uniform && method.measure === "side") {
        found.agreement = found.agree / found.shared;
        found.disagreement = found.oppose / found.shared;
        return found;
      }
      if (uniform && method.measure === "exact") found.agreement = found.same / found.shared;
      else {
        if (method.measure === "proximity") score = total - score / scale.range;
        else if (method.measure === "directional") score = (total + score) / 2;
        found.agreement = Math.min(Math.max(score, 0), total) / total;
      }
      found.disagreement = method.measure === "side" ? against / total : 1 - found.agreement;
      return found;
    };
  }

  // Half up from the decimal that the number stands for: 0.575 is 58%, although the float is a little less.
  function percent(share) {
    if (share > 0 && share < 0.005) return "<1%";
    if (share >= 0.995 && share < 1) return ">99%";
    return `${Math.floor(Number((share * 100).toPrecision(13)) + 0.5)}%`;
  }

  const thousands = number => number.toLocaleString("en-GB");
  const isThin = found => found.shared < THIN || (found.effective !== null && found.effective < THIN_EFFECTIVE);
  const below = number => (Math.floor(Number((number * 10).toPrecision(13))) / 10).toFixed(1);

  // ---- addresses

  const stanceAddress = (actor, issue) => `${actors[actor][ADDRESS]}/${issues[issue][ADDRESS]}`;
  const pairAddress = (a, b) => `${actors[Math.min(a, b)][ADDRESS]}/${actors[Math.max(a, b)][ADDRESS]}`;
  const indexOf = (list, address) => list.findIndex(item => item[ADDRESS] === address);

  // ---- drawing the tables

  const drawn = new Map(); // one cell of each look, to be copied

  function stanceCell(look, address, whose) {
    const key = address ? look : -1 - look;
    if (!drawn.has(key)) {
      const words = { "aria-label": looks[look][WORDS] };
      const content = address ? el("a", { href: "", ...words, tabindex: "-1" }, looks[look][MARK]) : el("span", { role: "img", ...words }, looks[look][MARK]);
      drawn.set(key, el("td", { class: `c ${looks[look][CLASS]}` }, content));
    }
    const cell = drawn.get(key).cloneNode(true);
    if (address) cell.firstChild.setAttribute("href", `#${address}`);
    const words = looks[look][WORDS], mark = looks[look][MARK];
    cell.firstChild.setAttribute("aria-label", `${whose}${words}${/^[\p{L}\p{N}]/u.test(mark) && !words.includes(mark) ? `, ${mark}` : ""}`);
    return cell;
  }

  const shareClass = (share, found) => share === null ? "un" : isThin(found) ? "thin" : `g${Math.min(Math.trunc(share * STEPS), STEPS - 1)}`;

  function shareCell(share, found, conditional, address, whose) {
    const thin = share !== null && isThin(found);
    const value = share === null ? "–" : thin ? `(${percent(share)})` : percent(share);
    const name = shareClass(share, found);
    const extent = el("small", null, `of ${found.shared}${found.effective === null ? "" : ` ≈${below(found.effective)}`}${conditional ? ` *${conditional}` : ""}`);
    return el("td", { class: `c ${name}` }, el("a", { href: `#${address}`, "aria-label": `${whose}${value} ${extent.textContent}`, tabindex: "-1" }, value, extent));
  }

  function head(item, scope) {
    const full = scope !== "issue" && item[NAME] !== item[LABEL] ? item[NAME] : null;
    return el("span", { title: full }, item[LABEL]);
  }

  function table(matrix, rows, columns, cellOf) {
    const headOf = matrix.heads;
    const first = el("tr", null, el("td"), ...columns.map(column => el("th", { scope: "col" }, ...headOf.column(column))));
    const body = rows.map(row => el("tr", null,
      el("th", { scope: "row" }, ...headOf.row(row, columns)), ...columns.map(column => cellOf(row, column))));
    const even = matrix.id !== "stances" || data.even;
    const long = rows.some(row => headOf.row(row, columns)[0].textContent.length > data.longHead) ? " long" : "";
    return el("table", { class: columns.length >= data.many ? `many${even ? " even" : ""}${long}${columns.length <= data.acrossPaper ? " fits" : ""}` : null },
      el("caption", null, matrix.caption), el("thead", null, first), el("tbody", null, ...body));
  }

  const actorHead = actor => [head(actors[actor], "actor")];
  const issueHead = issue => [el("span", null, issues[issue][LABEL])];
  const issueRow = (issue, columns) => {
    const proposition = issues[issue][PROPOSITION];
    if (!proposition) return issueHead(issue);
    return columns.length < data.many
      ? [...issueHead(issue), el("small", { "aria-hidden": "true" }, proposition)]
      : [el("span", { title: proposition }, issues[issue][LABEL])];
  };

  const matrices = [
    {
      id: "stances", title: "Stances", caption: "Stances of actors on issues",
      sides: selection => data.issuesDown ? [selection.columns, selection.rows] : [selection.rows, selection.columns],
      heads: data.issuesDown ? { row: issueRow, column: actorHead } : { row: actorHead, column: issueHead },
      cell: selection => (row, column) => {
        const [actor, issue] = data.issuesDown ? [column, row] : [row, column];
        const original = looks[cells[actor][issue]];
        return stanceCell(selection.lookAt(actor, issue), original[LINKED] || data.large ? stanceAddress(actor, issue) : null,
          `${actors[actor][LABEL]} on ${issues[issue][LABEL]}: `);
      },
    },
    ...["agreement", "disagreement"].map(id => ({
      id, title: id === "agreement" ? "Agreement" : "Disagreement",
      caption: `${id === "agreement" ? "Agreement" : "Disagreement"} of each pair of actors`,
      sides: selection => [selection.rows, selection.rows],
      heads: { row: actorHead, column: actorHead },
      cell: (selection, compare) => (row, column) => {
        if (row === column) return el("td", { class: "c self" });
        const found = compare(row, column);
        const conditional = id === "agreement" ? found.conditional : found.opposeConditional;
        return shareCell(found[id], found, conditional, pairAddress(row, column),
          `${actors[row][LABEL]} and ${actors[column][LABEL]}: `);
      },
    })),
  ];

  const panels = new Map(matrices.map(matrix => [matrix.id, { row: 0, column: 0 }]));

  function drawMatrix(matrix, selection, compare) {
    const place = document.getElementById(`${matrix.id}-matrix`);
    const [rows, columns] = matrix.sides(selection);
    const shown = panels.get(matrix.id);
    const cut = (list, part) => data.large ? list.slice(part * data.panel, (part + 1) * data.panel) : list;
    for (const [side, list] of [["row", rows], ["column", columns]]) {
      if (shown[side] * data.panel >= list.length) shown[side] = 0;
    }
    const content = rows.length && columns.length
      ? table(matrix, cut(rows, shown.row), cut(columns, shown.column), matrix.cell(selection, compare))
      : el("p", null, "The filters leave nothing to show.");
    const frame = el("div", { class: "scroll", role: "region", "aria-label": matrix.title, tabindex: "0" }, content);
    const chooser = data.large ? panelChooser(matrix, rows, columns, shown) : null;
    place.replaceChildren(...(chooser ? [chooser, frame] : [frame]));
    rove(frame);
  }

  function panelChooser(matrix, rows, columns, shown) {
    const made = el("div", { class: "panels" });
    for (const [side, list] of [["row", rows], ["column", columns]]) {
      if (list.length <= data.panel) continue;
      const name = matrix.heads[side] === actorHead ? item => actors[item][LABEL] : item => issues[item][LABEL];
      const choice = el("select");
      for (let part = 0; part * data.panel < list.length; part++) {
        const last = Math.min((part + 1) * data.panel, list.length) - 1;
        const words = `${part * data.panel + 1}–${last + 1}: ${name(list[part * data.panel]).slice(0, 24)} …`;
        choice.append(el("option", { value: part, selected: part === shown[side] }, words));
      }
      choice.addEventListener("change", () => {
        shown[side] = Number(choice.value);
        drawMatrix(matrix, state.selection, state.compare);
        document.querySelector(`#${matrix.id}-matrix [data-side=${side}]`).focus();
      });
      choice.dataset.side = side;
      made.append(el("label", null, side === "row" ? "Rows" : "Columns", choice));
    }
    return made.childElementCount ? made : null;
  }

  // One stop of the Tab key a table; arrow keys move between its cells.
  function rove(frame) {
    const found = frame.querySelectorAll("td a");
    if (found.length < 2) return;
    found.forEach((cell, index) => { if (cell.tabIndex !== (index ? -1 : 0)) cell.tabIndex = index ? -1 : 0; });
    frame.addEventListener("keydown", event => {
      const step = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }[event.key];
      const from = event.target.closest("td");
      if (!step || !from || event.altKey || event.ctrlKey || event.metaKey) return;
      let [row, column] = [from.parentElement.rowIndex + step[0], from.cellIndex + step[1]];
      const within = from.closest("table");
      while (row > 0 && row < within.rows.length && column > 0 && column < within.rows[row].cells.length) {
        const target = within.rows[row].cells[column].querySelector("a");
        if (target) {
          event.target.tabIndex = -1;
          target.tabIndex = 0;
          target.focus();
          event.preventDefault();
          return;
        }
        row += step[0];
        column += step[1];
      }
    });
  }

  /* overview.js */
  // ---- the lines of the issues

  function drawLines(selection) {
    const list = document.querySelector(".issues");
    if (!list) return;
    const included = new Set(selection.columns);
    const told = [];
    for (const item of list.querySelectorAll(":scope > [data-issue]")) {
      const issue = Number(item.dataset.issue);
      item.hidden = !included.has(issue);
      const values = new Map(), others = new Map();
      for (const actor of selection.rows) {
        const look = selection.lookAt(actor, issue);
        const [group, key] = looks[look][STATE] === "position" ? [values, looks[look][OWN]] : [others, looks[look][ALONE]];
        if (!group.has(key)) group.set(key, []);
        group.get(key).push([actor, look]);
      }
      drawLevels(item, issue, values);
      told.push([...drawDivision(item, values), issue, item]);
      drawOthers(item, others);
    }
    told.sort((x, y) => y[0] - x[0] || y[1] - x[1] || x[2] - y[2] || x[3] - y[3]);
    list.append(...told.map(entry => entry[4]));
    showEnds(list);
  }

  // Of many issues the first and the last few; all where one is searched for, or asked for.
  function showEnds(list) {
    if (!list.matches(".few")) return;
    const left = [...list.children].filter(item => !item.hidden), whole = state.all || state.filters.find.trim() !== "" || left.length <= 2 * data.ends;
    left.forEach((item, index) => item.classList.toggle("rest", !whole && index >= data.ends && index < left.length - data.ends));
    const rest = list.querySelectorAll(":scope > .rest:not([hidden])").length;
    document.getElementById("more-issues")?.remove();
    if (!rest) return;
    const more = el("button", { type: "button" }, `Show the ${thousands(rest)} issues between`);
    more.addEventListener("click", () => { state.all = true; showEnds(list); });
    list.querySelector(":scope > .rest:not([hidden])").before(el("li", { id: "more-issues", class: "more-issues" }, more));
  }

  function drawLevels(item, issue, values) {
    for (const level of item.querySelectorAll(".line > li")) {
      const found = values.get(Number(level.dataset.value)) || [];
      if (item.querySelector(".listed")) level.hidden = !found.length;
      const parts = actors.length > data.manyActors
        ? (found.length ? [el("b", null, found.length), ` ${few(found)}`] : [])
        : found.flatMap(([actor, look], index) => index ? [" ", chip(actor, issue, look)] : [chip(actor, issue, look)]);
      level.querySelector(".actors").replaceChildren(...parts);
    }
    const present = new Set([...values.values()].flat().map(([actor]) => actor));
    for (const dot of item.querySelectorAll("circle")) dot.toggleAttribute("hidden", !present.has(Number(dot.dataset.actor)));
  }

  function few(found) {
    const most = actors.length <= data.manyActors || found.length <= 6 ? found.length : 5;
    const rest = found.length > most ? ` and ${found.length - most} more` : "";
    return found.slice(0, most).map(([actor]) => actors[actor][LABEL]).join(", ") + rest;
  }

  function chip(actor, issue, look) {
    const shown = looks[look];
    const behind = scale.nominal ? shown[MARK].slice(shown[ALONE].length) : shown[MARK].match(/\D*$/)[0];
    const sign = shown[SIDE] === null ? behind : shown[MARK];
    const inner = [sign ? el("span", { "aria-hidden": "true", class: "sign" }, sign) : null, actors[actor][LABEL], hidden(`, ${shown[WORDS]}`)];
    const href = shown[LINKED] ? `#${stanceAddress(actor, issue)}` : null;
    return el(href ? "a" : "span", { class: `chip ${shown[CLASS]}`, href, "data-actor": actor }, ...inner);
  }

  function drawDivision(item, values) {
    const division = item.querySelector(".division"), bar = division.querySelector("svg");
    const held = [...values.values()].flat().map(([, look]) => looks[look]);
    if (!bar) { // amounts
      const ends = at => [Math.min(...held.map(look => look[at])), Math.max(...held.map(look => look[at]))];
      const [low, high] = ends(OWN), [near, far] = ends(VALUE);
      const unit = item.dataset.unit ? ` ${item.dataset.unit}` : "";
      division.querySelector("span").textContent =
        !held.length ? "nobody holds a position" : low === high ? `${low}${unit}` : `${low} to ${high}${unit}`;
      return [0, held.length ? (far - near) / scale.range : 0, 0];
    }
    const sizes = [...values.values()].map(found => found.length);
    const n = sizes.reduce((sum, size) => sum + size, 0), pairs = n * (n - 1) / 2;
    let opposed, together;
    if (scale.nominal) {
      opposed = pairs - sizes.reduce((sum, size) => sum + size * (size - 1) / 2, 0);
      together = Math.max(0, ...sizes);
    } else {
      const side = sign => held.filter(look => look[SIDE] === sign).length;
      opposed = side(1) * side(-1);
      together = Math.max(side(1), side(-1));
    }
    const words = opposed ? `${thousands(opposed)} of ${thousands(pairs)} ${pairs === 1 ? "pair" : "pairs"} opposed`
      : pairs ? "no pair opposed" : n ? "only one holds a position" : "nobody holds a position";
    division.classList.toggle("quiet", !pairs);
    division.querySelector("span").textContent = words;
    bar.toggleAttribute("hidden", !pairs);
    const all = actors.length * (actors.length - 1) / 2;
    for (const [name, number] of [[".full", opposed], [".empty", pairs]]) {
      bar.querySelector(name).setAttribute("width", `${Number((all ? 100 * number / all : 0).toPrecision(4))}%`);
    }
    return [opposed, pairs ? opposed / pairs : 0, together];
  }

  function drawOthers(item, others) {
    const parts = [...others].flatMap(([words, found]) =>
      [el("b", null, `${words[0].toUpperCase()}${words.slice(1)}:`), ` ${few(found)}. `]);
    item.querySelector(".others").replaceChildren(...parts);
  }

  // ---- what is behind a cell

  const dialog = el("dialog", { "aria-labelledby": "dialog-title" });
  let leaving = false;

  function stanceContent(actor, issue) {
    const title = el("h2", { id: "dialog-title", tabindex: "-1" }, `${actors[actor][LABEL]} on ${issues[issue][LABEL]}`);
    const section = document.getElementById(stanceAddress(actor, issue));
    const excluded = state.selection.lookAt(actor, issue) === EXCLUDED && cells[actor][issue] !== EXCLUDED;
    const note = excluded ? el("p", { class: "note" }, "The filters leave this stance out of the comparison.") : null;
    if (section) {
      const body = el("div", { class: "stance" }, ...[...section.children].slice(1).map(child => child.cloneNode(true)));
      return [title, note, body];
    }
    const look = looks[cells[actor][issue]];
    return [
      title,
      note,
      issues[issue][PROPOSITION] ? el("p", { class: "proposition" }, issues[issue][PROPOSITION]) : null,
      el("p", { class: "verdict" }, ...said(look, true)),
      el("p", { class: "quiet" }, data.brief ? "No words are given; positions show tells its source and date." : "The data holds nothing else on this."),
    ];
  }

  function said(look, strong) {
    const rest = look[WORDS].slice(look[ALONE].length);
    return [el("span", { class: `m ${look[CLASS]}`, "aria-hidden": "true" }, look[MARK]), " ",
      strong ? el("strong", null, look[ALONE]) : look[ALONE], rest ? hidden(rest) : null].filter(Boolean);
  }

  const clashes = (a, b) => data.clashes[`${a}/${b}`] || {}; // by issue: what excludes what, in a sentence

  function verdict(a, b, issue, x, y) {
    const without = [[a, x], [b, y]].filter(([, look]) => look[STATE] !== "position").map(([actor, look]) => [actor, look[ALONE]]);
    if (without.length === 2 && without[0][1] === without[1][1]) return `both ${without[0][1]}`;
    if (without.length) return without.map(([actor, state]) => `${actors[actor][LABEL]} ${state}`).join(", ");
    const excluded = clashes(a, b)[issue] ? "; their conditions exclude each other" : "";
    if (!scale.nominal && x[SIDE] === null) {
      const unit = issues[issue][UNIT] ? ` ${issues[issue][UNIT]}` : "";
      const apart = x[OWN] === y[OWN] ? "same" : `${Number(Math.abs(x[OWN] - y[OWN]).toPrecision(12))}${unit} apart`;
      return `${apart}${excluded}`;
    }
    const agree = scale.nominal ? x[VALUE] === y[VALUE] : x[SIDE] === y[SIDE];
    const words = agree ? "agree" : scale.nominal || x[SIDE] * y[SIDE] < 0 ? "oppose" : "differ";
    const depends = words !== "differ" && (x[CONDITIONAL] || y[CONDITIONAL]) ? ", on a condition" : "";
    return `${data.verdicts[words]}${excluded || depends}`;
  }

  function pairContent(a, b) {
    const found = comparer(state.selection, [a, b])(a, b);
    const n = `${found.shared} shared ${found.shared === 1 ? "issue" : "issues"}`;
    const sentence = found.agreement === null
      ? (found.shared ? `They have ${n}: too few for a share.` : "They share no issue.")
      : `Agreement ${percent(found.agreement)} of ${found.shared}, disagreement ${percent(found.disagreement)} of ${n}.`;
    const stance = (actor, issue, look) => {
      const [mark, space, ...words] = said(look);
      return el("td", null, mark, space, ...(look[LINKED] ? [el("a", { href: `#${stanceAddress(actor, issue)}` }, ...words)] : words));
    };
    const row = issue => {
      const [x, y] = [a, b].map(actor => looks[state.selection.lookAt(actor, issue)]);
      const proposed = issues[issue][PROPOSITION] ? el("small", { class: "proposed" }, issues[issue][PROPOSITION]) : null;
      return el("tr", null, el("th", { scope: "row" }, issues[issue][LABEL], proposed),
        stance(a, issue, x), stance(b, issue, y), el("td", null, verdict(a, b, issue, x, y)));
    };
    const { columns } = state.selection;
    const hold = issue => [a, b].every(actor => looks[state.selection.lookAt(actor, issue)][STATE] === "position");
    const body = el("tbody", null, ...columns.slice(0, FIRST).map(row));
    if (columns.length > FIRST) requestAnimationFrame(() => setTimeout(() => body.append(...columns.slice(FIRST).map(row))));
    const heads = ["Issue", actors[a][LABEL], actors[b][LABEL], "Verdict"].map(name => el("th", { scope: "col" }, name));
    const made = el("table", { class: "pair" },
      el("caption", null, "Issue by issue"), el("thead", null, el("tr", null, ...heads)), body);
    return [
      el("h2", { id: "dialog-title", tabindex: "-1" }, `${actors[a][LABEL]} and ${actors[b][LABEL]}`),
      el("p", null, sentence),
      ...columns.filter(hold).map(issue => clashes(a, b)[issue]).filter(Boolean).map(said => el("p", null, said)),
      el("div", { class: "scroll", role: "region", "aria-label": "Issue by issue", tabindex: "0" }, made),
      remarks(),
      ...quotations(a, b, columns),
    ];
  }

  // What the marks beside a stance mean, from the page's own key.
  function remarks() {
    const entries = [...document.querySelectorAll("main .legend li")].filter(entry => /^[*°]$/.test(entry.firstElementChild?.textContent));
    const first = entries.filter((entry, at) => entries.findIndex(other => other.textContent === entry.textContent) === at);
    return first.length ? el("ul", { class: "legend" }, ...first.map(entry => entry.cloneNode(true))) : null;
  }

  // The words of both on each issue on which both hold a position, those on which they are opposed first.
  function quotations(a, b, columns) {
    const at = (actor, issue) => looks[state.selection.lookAt(actor, issue)];
    const shared = columns.filter(issue => [a, b].every(actor => at(actor, issue)[STATE] === "position"));
    const opposed = issue => at(a, issue)[SIDE] * at(b, issue)[SIDE] < 0 ? 0 : 1;
    const parts = shared.sort((x, y) => opposed(x) - opposed(y)).slice(0, FIRST).map(issue => {
      const words = [a, b].flatMap(actor => {
        const section = document.getElementById(stanceAddress(actor, issue));
        const found = section ? [...section.children].filter(child => child.matches("blockquote, .said-by-others")) : [];
        return found.length ? [el("h4", null, actors[actor][LABEL], ": ", at(actor, issue)[ALONE]), ...found.map(child => child.cloneNode(true))] : [];
      });
      return words.length ? el("section", null, el("h3", null, issues[issue][LABEL]), ...words) : null;
    }).filter(Boolean);
    return parts.length ? [el("h2", { class: "in-words" }, "In words"), ...parts] : [];
  }

  // What an address names: how to make what is behind it, or null.
  function behind(address) {
    const cut = address.indexOf("/");
    if (cut < 0) return null;
    const actor = indexOf(actors, address.slice(0, cut)), rest = address.slice(cut + 1);
    if (actor < 0) return null;
    const other = indexOf(actors, rest), issue = indexOf(issues, rest);
    if (other >= 0 && other !== actor) return () => pairContent(Math.min(actor, other), Math.max(actor, other));
    return issue >= 0 ? () => stanceContent(actor, issue) : null;
  }

  const addressed = () => location.hash.slice(1).split("?")[0];

  // What the reader chose stands in the address, so that a link shows what its sender saw.
  function chosen() {
    const said = new URLSearchParams();
    if (state.order !== usualOrder) said.set("sort", state.order);
    if (state.columns !== usualColumns) said.set("issues", state.columns);
    if (state.versus !== null) said.set("with", actors[state.versus][ADDRESS]);
    for (const [name, value] of Object.entries(state.filters)) {
      const usual = noFilters()[name];
      if (Array.isArray(value) ? value.length : value !== usual) said.set(name, Array.isArray(value) ? value.join("~") : String(value));
    }
    return said.toString();
  }

  function remember() {
    const said = chosen(), wanted = said ? `#${addressed()}?${said}` : `#${addressed()}`;
    if (location.hash.includes("?") || said) history.replaceState(history.state, "", wanted);
  }

  function recall() {
    const said = new URLSearchParams(location.hash.split("?")[1] || "");
    const usual = noFilters();
    state.order = data.orders[said.get("sort")] ? said.get("sort") : usualOrder;
    state.columns = data.issueOrders[said.get("issues")] ? said.get("issues") : usualColumns;
    const versus = said.has("with") ? indexOf(actors, said.get("with")) : -1;
    state.versus = versus < 0 ? null : versus;
    for (const [name, value] of Object.entries(usual)) {
      const given = said.get(name);
      if (given === null) continue;
      usual[name] = Array.isArray(value) ? given.split("~").map(item => /^\d+$/.test(item) ? Number(item) : item)
        : typeof value === "boolean" ? given === "true" : name === "find" ? given : Number(given);
    }
    state.filters = usual;
    return [...said.keys()].length > 0;
  }

  function follow() {
    const make = behind(addressed());
    if (!make) {
      if (dialog.open) dialog.close();
      return;
    }
    if (dialog.open && dialog.dataset.address === location.hash) return;
    dialog.dataset.address = location.hash;
    const close = el("button", { type: "button", class: "close" }, "Close");
    close.addEventListener("click", leave);
    dialog.replaceChildren(close, ...make().filter(Boolean));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    dialog.querySelector("h2").focus();
  }

  // Closing goes back to where the reader was before the first cell, so that Back does not open it again.
  function leave() {
    const depth = history.state?.depth || 0;
    leaving = true;
    if (depth) history.go(-depth);
    else settle();
  }

  function settle() {
    if (leaving && behind(addressed())) history.replaceState(null, "", "#");
    remember();
    leaving = false;
    follow();
  }

  document.addEventListener("click", event => {
    const anchor = event.target.closest("a[href^='#']");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const address = anchor.getAttribute("href").slice(1);
    if (!behind(address)) return;
    event.preventDefault();
    history.pushState({ depth: (dialog.open ? history.state?.depth || 0 : 0) + 1 }, "", `#${address}`);
    remember();
    follow();
  });
  dialog.addEventListener("cancel", event => { event.preventDefault(); leave(); });
  dialog.addEventListener("click", event => { if (event.target === dialog) leave(); });
  addEventListener("popstate", settle);
  addEventListener("hashchange", follow);

  // ---- sorting and filtering

  const [usualOrder, usualColumns] = data.usual;
  const state = { order: usualOrder, columns: usualColumns, versus: null, all: false, filters: noFilters() };
  const shown = recall();
  const status = el("p", { class: "status", role: "status" });

  // What is on the screen is drawn at once, the rest after the next frame, a part at a time; at first, all of it.
  let waiting = [];
  const isFolded = part => part.closest("details:not([open])") !== null;
  // The section first: asking for a part of one that is not laid out would lay it out.
  const onScreen = part => [part.closest("main > section"), part].every(box => {
    const { top, bottom } = box ? box.getBoundingClientRect() : { top: 0, bottom: 1 };
    return bottom > 0 && top < innerHeight;
  });

  function work() {
    if (waiting.length) waiting.shift()();
    if (waiting.length) setTimeout(work);
    else delete document.body.dataset.busy;
  }

  function later(parts) {
    const idle = !waiting.length;
    waiting = parts;
    if (!parts.length && idle) return;
    document.body.dataset.busy = "";
    if (idle) requestAnimationFrame(() => setTimeout(work));
  }

  function apply(first) {
    const selection = state.selection = select(state.filters, data.orders[state.order], data.issueOrders[state.columns]);
    const compare = state.compare = comparer(selection);
    if (state.versus !== null && selection.rows.includes(state.versus)) {
      const near = new Map(selection.rows.map(actor => [actor, actor === state.versus ? 2 : compare(state.versus, actor).agreement ?? -1]));
      selection.rows.sort((a, b) => near.get(b) - near.get(a));
    }
    if (!first) remember();
    const parts = matrices.map(matrix => {
      const place = document.getElementById(`${matrix.id}-matrix`);
      const draw = isFolded(place) ? () => {} : first && !data.large ? () => rove(place.querySelector(".scroll")) : () => drawMatrix(matrix, selection, compare);
      return [place, draw];
    });
    if (data.overview) parts.push(...wholePictures(selection, compare));
    const list = document.querySelector(".issues");
    if (list && first) showEnds(list);
    if (list && !first) parts.push([list, () => drawLines(selection)]);
    const shown = first ? [] : parts.filter(([place]) => onScreen(place));
    for (const [, draw] of shown) draw();
    if (!first) status.textContent = extent();
    later(parts.filter(part => !shown.includes(part)).map(([, draw]) => draw));
  }

  function extent() {
    const { rows, columns, lookAt } = state.selection;
    let out = 0;
    for (const actor of rows) for (const issue of columns) if (lookAt(actor, issue) !== cells[actor][issue]) out++;
    const filtered = out || rows.length < actors.length || columns.length < issues.length;
    const shown = `${rows.length} of ${actors.length} stakeholders, ${columns.length} of ${issues.length} issues`;
    const left = out ? `; ${out} ${out === 1 ? "position" : "positions"} left out` : "";
    return `Shown: ${shown}${left}.${filtered ? " The words at the top, blocs and gaps are those of all the data." : ""}`;
  }

  function option(type, name, words, value, change) {
    const input = el("input", { type, name, value });
    input.addEventListener("change", () => { change(input); apply(); });
    return el("label", null, input, words);
  }

  function choices(legend, list, filter, values) {
    if (list.length < 1) return null;
    const toggle = value => input => {
      const chosen = state.filters[filter];
      state.filters[filter] = input.checked ? [...chosen, value] : chosen.filter(item => item !== value);
    };
    const options = list.map((words, index) => option("checkbox", filter, words, values[index], toggle(values[index])));
    return el("fieldset", null, el("legend", null, legend), el("div", { class: "options" }, ...options));
  }

  function chooser(legend, name, entries, change) {
    const choice = el("select", { name, "aria-label": legend });
    for (const [value, words] of entries) choice.append(el("option", { value }, words));
    choice.addEventListener("change", () => { change(choice.value); apply(); });
    return el("fieldset", null, el("legend", null, legend), choice);
  }

  function attribute([name, values], index) {
    const places = values.map((_, value) => `${index}_${value}`);
    if (values.length <= LISTED) return choices(name, values, "attributes", places);
    const others = () => state.filters.attributes.filter(value => !places.includes(value));
    return chooser(name, `attribute ${index}`, [["", "any"], ...values.map((words, value) => [places[value], words])],
      value => { state.filters.attributes = value === "" ? others() : [...others(), value]; });
  }

  function controls() {
    const present = looks.filter(look => look[STATE] === "position");
    const bases = data.bases.filter(basis => present.some(look => look[BASIS] === basis));
    const sorts = [["file", "as in the file"], ["name", "by name"], ...(actors.length > 2 ? [["bloc", "by bloc"]] : [])];
    const minimum = el("input", { type: "number", name: "minShared", min: 1, max: Math.max(1, issues.length), value: method.minShared });
    minimum.addEventListener("change", () => {
      state.filters.minShared = Math.max(1, Math.trunc(Number(minimum.value)) || 1);
      apply();
    });
    const reset = el("button", { type: "reset" }, "Show all");
    const search = el("input", { type: "search", name: "find", placeholder: "actor or issue", "aria-label": "Search for an actor or an issue" });
    search.addEventListener("input", () => { state.filters.find = search.value; apply(); });
    const form = el("form", null,
      el("fieldset", null, el("legend", null, "Search"), search),
      chooser("Sort actors", "sort", sorts, value => { state.order = value; }),
      chooser("Sort issues", "issues", [["file", "as in the file"], ["divided", "most divided first"]], value => { state.columns = value; }),
      actors.length > 2 ? chooser("Compare with", "with", [["", "nobody"], ...actors.map((actor, index) => [index, actor[LABEL]])],
        value => { state.versus = value === "" ? null : Number(value); }) : null,
      choices("Kind", data.kinds, "kinds", [...data.kinds.keys()]),
      ...data.attributes.map(attribute),
      choices("Tag", data.tags, "tags", [...data.tags.keys()]),
      choices("Basis", bases, "bases", bases),
      present.some(look => look[CONFIDENCE] !== null)
        ? chooser("Confidence", "confidence", [["", "any"], ...data.confidences.map((word, index) => [index, index === 2 ? "high" : `at least ${word}`])],
          value => { state.filters.confidence = value === "" ? null : Number(value); })
        : null,
      present.some(look => look[CONDITIONAL])
        ? el("fieldset", null, el("legend", null, "Conditions"),
          option("checkbox", "unconditional", "leave out “yes, if”", "1", input => { state.filters.conditional = !input.checked; }))
        : null,
      el("fieldset", null, el("legend", null, "Shared issues"), el("label", null, "at least", minimum)),
      el("fieldset", null, el("legend", null, hidden("Reset")), reset));
    form.addEventListener("reset", () => {
      state.order = usualOrder;
      state.columns = usualColumns;
      state.versus = null;
      state.all = false;
      state.filters = noFilters();
      queueMicrotask(() => { form.elements.sort.value = usualOrder; form.elements.issues.value = usualColumns; apply(); });
    });
    form.addEventListener("submit", event => event.preventDefault());
    for (const input of form.elements) { // what the address says is chosen
      const attribute = input.name.startsWith("attribute ") ? state.filters.attributes.find(place => [...input.options].some(option => option.value === place)) ?? "" : undefined;
      const value = attribute ?? { sort: state.order, issues: state.columns, with: state.versus ?? "", unconditional: null, confidence: state.filters.confidence ?? "" }[input.name] ?? state.filters[input.name];
      if (input.type === "checkbox") input.checked = input.name === "unconditional" ? !state.filters.conditional : (state.filters[input.name] || []).map(String).includes(input.value);
      else if (input.name && value !== undefined && value !== null) input.value = value;
    }
    state.form = form;
    return el("div", { class: "tools" }, el("details", { open: data.overview && innerWidth > 640 }, el("summary", null, data.overview ? "Search, sort and filter" : "Sort and filter"), form), status);
  }

  // ---- on paper, a table of many columns is set out in parts below one another, each with its headings

  const whole = new Map(); // a frame, and the table that the screen shows in it

  addEventListener("beforeprint", () => {
    for (const { id } of matrices) {
      const frame = document.querySelector(`#${id}-matrix .scroll`), made = frame?.querySelector("table");
      const columns = made ? made.rows[0].cells.length - 1 : 0, parts = Math.ceil(columns / data.acrossPaper);
      if (parts < 2 || id === "stances" && data.even) continue;
      whole.set(frame, made);
      frame.replaceChildren(...Array.from({ length: parts }, (_, part) => {
        const copy = made.cloneNode(true), size = Math.ceil(columns / parts);
        for (const row of copy.rows) [...row.cells].forEach((cell, at) => { if (at && Math.trunc((at - 1) / size) !== part) cell.remove(); });
        copy.classList.add("part");
        return copy;
      }));
    }
  });
  addEventListener("afterprint", () => {
    for (const [frame, made] of whole) frame.replaceChildren(made);
    whole.clear();
  });

  /* take.js */

  // A heading of an actor's column puts those nearest to it first; a second time, the usual order.
  document.addEventListener("click", event => {
    const heading = event.target.closest(".matrix thead th");
    const actor = heading ? actors.findIndex(item => item[LABEL] === heading.textContent.replace(/[\u2068\u2069]/g, "")) : -1;
    if (actor < 0 || actors.length < 3) return;
    state.versus = state.versus === actor ? null : actor;
    state.form.elements.with.value = state.versus ?? "";
    apply();
  });

  document.getElementById("controls").replaceWith(controls());
  for (const place of document.querySelectorAll(".matrix[id]")) place.after(take(place));
  for (const frame of document.querySelectorAll("#blocs > .scroll, #gaps > .scroll")) frame.after(take(frame, frame.getAttribute("aria-label").toLowerCase()));
  document.body.append(dialog);
  if (data.overview) beginOverview();
  apply(!shown);
  if (location.hash) follow();
  // for scripts and tests: the shares that the page shows under filters
  window.positionsReport = {
    compare: (filters, actorIndices) => {
      const selection = select({ ...noFilters(), ...filters });
      const compare = comparer(selection);
      const chosen = actorIndices || selection.rows, found = [];
      chosen.forEach((a, index) => chosen.slice(index + 1).forEach(b => found.push([a, b, compare(a, b)])));
      return found;
    },
  };
})();
