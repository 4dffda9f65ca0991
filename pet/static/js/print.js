// A button that prints the page as it is. Without JavaScript it is not there; browsers have one of their own.

for (const offer of document.querySelectorAll("[data-print-offer]")) {
  offer.hidden = false;
  offer.querySelector("[data-print]").addEventListener("click", () => window.print());
}
