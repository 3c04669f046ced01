// Marks a limit that the reader's day has passed: the page was then built before that day.
"use strict";

(() => {
  const lastDay = (text) => {
    const [year, month, day] = text.split("-").map(Number);
    return day ? new Date(year, month - 1, day, 23, 59, 59) : new Date(year, month || 12, 0, 23, 59, 59);
  };
  const now = new Date();
  for (const limit of document.querySelectorAll("time[data-limite]")) {
    if (lastDay(limit.dateTime) < now) {
      const mark = document.createElement("span");
      mark.className = "depassee";
      mark.textContent = "date dépassée : l’état affiché peut avoir changé";
      limit.after(" ", mark);
    }
  }
})();
