// The parts of a page of results that open: a link to what stands in one opens it, all open at once, paper shows all.
// Without JavaScript each opens by itself, browsers open those that a link leads into, and print.css shows all.

const parts = [...document.querySelectorAll("details.part")];
const tools = document.querySelector("[data-fold-all]");
const openedForPaper = new Set();

/** Opens everything around an element, and the part whose section it is, then shows it. */
function reveal(id) {
  const found = id && document.getElementById(id);
  if (!found) return;
  const own = found.querySelector(":scope > details.part");
  if (own) own.open = true;
  for (let fold = found.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  found.scrollIntoView();
}

function revealAddressed() {
  reveal(decodeURIComponent(location.hash.slice(1)));
}

function openAll() {
  for (const part of parts) part.open = true;
}

/** Pictures that were left for later are fetched now; paper does not wait for them. */
function pictures() {
  const images = [...document.querySelectorAll(".main img")];
  for (const image of images) image.loading = "eager";
  return Promise.allSettled(images.map((image) => image.decode()));
}

function openForPaper() {
  for (const part of parts) {
    if (!part.open) openedForPaper.add(part);
    part.open = true;
  }
  pictures();
}

function closeAfterPaper() {
  for (const part of openedForPaper) part.open = false;
  openedForPaper.clear();
}

async function print() {
  openForPaper();
  await pictures();
  window.print();
}

if (tools) {
  tools.hidden = false;
  tools.querySelector("[data-fold=open]").addEventListener("click", openAll);
  tools.querySelector("[data-fold=close]").addEventListener("click", () => {
    for (const part of parts) part.open = false;
  });
  tools.querySelector("[data-print]").addEventListener("click", print);
}

window.addEventListener("hashchange", revealAddressed);
window.addEventListener("beforeprint", openForPaper);
window.addEventListener("afterprint", closeAfterPaper);
// The same address once more changes no hash, and its part may have been closed meanwhile.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (link && link.getAttribute("href") === location.hash) reveal(location.hash.slice(1));
});
revealAddressed();
