// Proposes the time zone of this browser where the site proposes none but UTC, and nobody has sent the form yet.

const field = document.getElementById("time_zone");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const isKnown = [...(field?.list?.options ?? [])].some((option) => option.value === zone);

if (field && isKnown && field.value === "UTC" && !document.querySelector(".error-summary")) {
  field.value = zone;
}
