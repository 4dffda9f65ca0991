// Letters on their way: asks now and then how they fare, until all have gone. Without it there is a link “Look again”.

const FIRST = 1500;
const LONGEST = 15000;
const place = document.querySelector("[data-delivery]");
const said = place.querySelector("[data-delivery-said]");
const again = place.querySelector("[data-delivery-again]");
let wait = FIRST;
let tag = "";

setTimeout(look, wait);

async function look() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", look, { once: true });
    return;
  }
  const answer = await asked();
  if (answer?.status === 200) {
    tag = answer.headers.get("ETag") ?? "";
    const found = await answer.json();
    found.bars.forEach(show);
    if (found.waiting === 0) {
      if (again) again.hidden = true;
      said.textContent = said.dataset.done;
      return;
    }
    wait = FIRST;
  } else if (answer?.status === 304 || !answer) {
    wait = Math.min(wait * 1.5, LONGEST);
  } else {
    return; // signed out, or not theirs any more: the link says so
  }
  setTimeout(look, wait);
}

/** The answer, or nothing where the network is gone. */
async function asked() {
  try {
    return await fetch(place.dataset.delivery, {
      headers: tag ? { "If-None-Match": tag } : {},
      cache: "no-store",
      credentials: "same-origin",
    });
  } catch {
    return null;
  }
}

function show(bar) {
  const shown = place.querySelector(`[data-bar="${bar.id}"]`);
  if (!shown) return;
  const line = shown.querySelector("progress");
  line.max = bar.total;
  line.value = bar.done;
  shown.querySelector("[data-bar-text]").textContent = bar.text;
}
