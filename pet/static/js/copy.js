// A button that copies what stands beside it. Without JavaScript the button is not there and the text can be selected.

for (const place of document.querySelectorAll("[data-copy]")) {
  const value = place.querySelector("[data-copy-value]");
  const button = place.querySelector("[data-copy-button]");
  const said = place.querySelector("[data-copy-said]");
  const label = button.textContent;
  let timer;

  button.hidden = false;
  value.addEventListener("focus", () => value.select());
  button.addEventListener("click", async () => {
    if (!(await copied(value))) return;
    button.textContent = button.dataset.copied;
    said.textContent = button.dataset.copied;
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      said.textContent = "";
    }, 4000);
  });
}

/** Whether it is on the clipboard now; where the browser refuses, the text is selected for the person to copy. */
async function copied(value) {
  try {
    await navigator.clipboard.writeText(value.value);
    return true;
  } catch {
    value.focus();
    value.select();
    return false;
  }
}
