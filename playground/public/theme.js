// Before anything is drawn: the theme that was chosen here or in the documentation, which uses the same key.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem("vitepress-theme-appearance");
  } catch (error) {
    // Storage is switched off: the system decides.
  }
  var dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
