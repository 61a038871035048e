"use strict";
// Searches and sorts the issues of a comparison of groups, and chooses its groups. Without it the page reads in full.
(() => {
  const list = document.querySelector("ol.issues"), place = document.getElementById("controls");

  function el(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  /* take.js */

  for (const table of document.querySelectorAll("[data-take]")) table.after(take(table));
  if (!list || !place) return;
  const FIRST = 20;
  const items = [...list.children], groups = JSON.parse(list.dataset.groups);

  const support = (item, group) => { const share = item.dataset.support.split(" ")[group]; return share === "-" ? -1 : Number(share); };
  const title = item => item.querySelector("h3").textContent.toLocaleLowerCase();
  const sorts = {
    apart: ["furthest apart first", () => 0],
    file: ["as in the file", (x, y) => x.dataset.place - y.dataset.place],
    name: ["by name", (x, y) => title(x).localeCompare(title(y), undefined, { numeric: true })],
    ...Object.fromEntries(groups.map((name, group) => [`g${group}`, [`most support in ${name} first`, (x, y) => support(y, group) - support(x, group)]])),
  };

  // What the reader chose stands in the address, so that a link shows what its sender saw.
  const [, given] = location.hash.split("?"), said = new URLSearchParams(given || "");
  const state = {
    find: said.get("find") || "", sort: sorts[said.get("sort")] ? said.get("sort") : "apart", all: said.has("all"),
    hidden: new Set((said.get("without") || "").split("~").filter(Boolean).map(Number)),
  };

  function remember() {
    const chosen = new URLSearchParams();
    if (state.find) chosen.set("find", state.find);
    if (state.sort !== "apart") chosen.set("sort", state.sort);
    if (state.hidden.size) chosen.set("without", [...state.hidden].join("~"));
    if (state.all) chosen.set("all", "1");
    const words = chosen.toString(), [anchor] = location.hash.slice(1).split("?");
    if (words || location.hash.includes("?")) history.replaceState(null, "", `#${anchor}${words ? `?${words}` : ""}`);
  }
  addEventListener("hashchange", remember);

  const more = el("p", { class: "more-issues" }), status = el("p", { class: "status", role: "status" });
  list.after(more);

  function apply() {
    const asked = state.find.trim().toLocaleLowerCase();
    const sorted = items.map((item, index) => [item, index]).sort((x, y) => sorts[state.sort][1](x[0], y[0]) || x[1] - y[1]).map(entry => entry[0]);
    const matching = sorted.filter(item => !asked || item.querySelector("h3, .proposition").parentElement.parentElement.textContent.toLocaleLowerCase().includes(asked));
    const kept = new Set(state.all || asked ? matching : matching.slice(0, FIRST));
    for (const item of sorted) item.hidden = !kept.has(item);
    list.append(...sorted);
    for (const row of list.querySelectorAll("tbody tr")) row.hidden = state.hidden.has(Number(row.dataset.group));
    status.textContent = asked ? `${matching.length} of ${items.length} issues` : "";
    const left = matching.length - kept.size, button = el("button", { type: "button" }, `Show ${left} more ${left === 1 ? "issue" : "issues"}`);
    button.addEventListener("click", () => { state.all = true; apply(); });
    more.replaceChildren(...(left ? [button] : []));
    remember();
  }

  const choice = (words, part) => el("fieldset", {}, el("legend", {}, words), part);
  const search = el("input", { type: "search", name: "find", placeholder: "issue", "aria-label": "Search for an issue" });
  search.addEventListener("input", () => { state.find = search.value; apply(); });
  const sort = el("select", { name: "sort", "aria-label": "Sort issues" }, ...Object.entries(sorts).map(([value, [words]]) => el("option", { value }, words)));
  sort.addEventListener("change", () => { state.sort = sort.value; apply(); });
  const boxes = groups.map((name, group) => {
    const box = el("input", { type: "checkbox", name: "group", value: group });
    box.checked = !state.hidden.has(group);
    box.addEventListener("change", () => { state.hidden[box.checked ? "delete" : "add"](group); apply(); });
    return el("label", {}, box, name);
  });
  const form = el("form", {}, choice("Search", search), choice("Sort issues", sort));
  if (groups.length > 2) form.append(choice("Groups", el("div", { class: "options" }, ...boxes)));
  form.addEventListener("submit", event => event.preventDefault());
  [search.value, sort.value] = [state.find, state.sort];
  place.replaceWith(el("div", { class: "tools" }, form, status));
  apply();
})();
