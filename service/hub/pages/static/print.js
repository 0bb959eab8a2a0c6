// Print the page on which one looks.
document.getElementById("print")?.addEventListener("click", () => print());
