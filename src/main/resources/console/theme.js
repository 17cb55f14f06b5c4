// The reader's choice of colours, applied before anything is drawn.
(() => {
  const root = document.documentElement;
  const known = new Set(["auto", "light", "dark"]);

  const stored = () => {
    try {
      const choice = localStorage.getItem("restante-theme");
      return known.has(choice) ? choice : "auto";
    } catch {
      return "auto"; // A browser that keeps nothing follows the system.
    }
  };

  const apply = (choice) => {
    if (choice === "auto") {
      root.removeAttribute("data-theme");
    } else {
      root.setAttribute("data-theme", choice);
    }
  };

  apply(stored());
  document.addEventListener("DOMContentLoaded", () => {
    for (const radio of document.querySelectorAll("input[name=theme]")) {
      radio.checked = radio.value === stored();
      radio.addEventListener("change", () => {
        apply(radio.value);
        try {
          localStorage.setItem("restante-theme", radio.value);
        } catch {
          // It holds for this visit.
        }
      });
    }
  });
})();
