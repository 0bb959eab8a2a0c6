// An invitation's link carries its token behind the #, which no browser sends anywhere.

const token = location.hash.slice(1).split(".")[0];
if (token) {
  for (const field of document.querySelectorAll("[name=token]")) field.value = token;
  history.replaceState(null, "", location.pathname);
}
for (const field of document.querySelectorAll("[name=token]")) {
  field.addEventListener("input", () => {
    for (const other of document.querySelectorAll("[name=token]")) other.value = field.value;
  });
}
