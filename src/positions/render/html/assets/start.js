"use strict";
// What is below the opening is laid out after the first frame, so that a page of many cells shows at once.
// An address that names a place wants it at once.
document.documentElement.dataset.script = "";
if (!location.hash) {
  document.documentElement.className = "starting";
  requestAnimationFrame(() => setTimeout(() => { document.documentElement.className = ""; }));
}
