// Everything works without this file; it only saves a click here and there.
"use strict";

// A second click on a slow line must not send a form twice. (The server would take it for one act anyway.)
for (const form of document.querySelectorAll("form[data-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", "true");
      form.addEventListener("submit", (event) => event.preventDefault());
    }
  });
}
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// What went wrong or right is the first thing to be read.
document.getElementById("wynik")?.focus();

// A choice in the filter acts at once; typing waits for the button.
for (const field of document.querySelectorAll("form.filter select, form.filter input[type=date]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// The page large, over the letter, with the focus given back when it closes.
const zoom = document.getElementById("zoom");
if (zoom) {
  for (const link of document.querySelectorAll("a[data-zoom]")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      const image = zoom.querySelector("img");
      image.src = link.href;
      image.alt = link.querySelector("img").alt;
      zoom.showModal();
    });
  }
}
