/** Light and dark: chosen here or in the documentation, or else as the system has it. */

import { byId } from "./dom";

const KEY = "vitepress-theme-appearance";

export function themeButton(): void {
  byId("theme").onclick = () => {
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try {
      localStorage.setItem(KEY, root.dataset.theme);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
  };
}
