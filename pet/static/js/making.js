// A file that is being made: asks now and then how far it is, and gets it. Without this the page loads itself again.

const FIRST = 700;
const LONGEST = 5000;
const place = document.querySelector("[data-making]");
const said = place.querySelector("[data-making-said]");
const bar = place.querySelector("[data-making-bar]");
let wait = FIRST;

setTimeout(look, wait);

async function look() {
  if (document.hidden) {
    document.addEventListener("visibilitychange", look, { once: true });
    return;
  }
  const found = await asked();
  if (found === "ended") {
    location.reload(); // signed out, or not theirs any more: the page says so
    return;
  }
  if (found && !show(found)) return;
  wait = found ? FIRST : Math.min(wait * 1.5, LONGEST);
  setTimeout(look, wait);
}

/** How far it is; nothing where the network is gone. */
async function asked() {
  try {
    const answer = await fetch(place.dataset.making, { cache: "no-store", credentials: "same-origin", redirect: "manual" });
    return answer.status === 200 ? await answer.json() : "ended";
  } catch {
    return null;
  }
}

/** Show it, and say whether there is more to come. */
function show(found) {
  bar.value = found.done;
  if (said.textContent !== found.said) said.textContent = found.said;
  if (found.awaited) return true;
  if (found.state === "ready") {
    const file = place.querySelector("[data-making-file]");
    file.hidden = false;
    place.querySelector("[data-making-meanwhile]").hidden = true;
    const link = file.querySelector("a");
    link.focus();
    location.assign(link.href); // an attachment, so that this page stays
  } else {
    location.reload(); // it failed, or is not there any more: the page says why
  }
  return false;
}
