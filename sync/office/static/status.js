// The secret stands behind the "#" of the QR's address: it never reached the server, and it leaves the address bar here.
"use strict";
const secret = decodeURIComponent(location.hash.slice(1));
if (secret) {
  document.getElementById("secret").value = secret;
  history.replaceState(null, "", location.pathname + location.search);
  const missing = [...document.querySelectorAll("input.number")].find((field) => !field.value);
  (missing ?? document.querySelector("button")).focus();
}
