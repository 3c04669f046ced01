// Filters and sorts the register. Without this script the table is complete, in the order of territories.
"use strict";

(() => {
  const table = document.querySelector("table[data-registre]");
  if (!table) return;
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’'-]/g, " ").toLowerCase().trim();
  const choices = (values) => [...new Map(values.map((value) => [value[0], value])).values()]
    .sort((first, second) => first[1].localeCompare(second[1], "fr"));

  const form = document.createElement("form");
  form.className = "filtres";
  form.setAttribute("role", "search");
  form.setAttribute("aria-label", "Filtrer le registre");
  form.addEventListener("submit", (event) => event.preventDefault());

  const field = (name, label, options) => {
    const holder = document.createElement("div");
    const tag = document.createElement("label");
    const input = document.createElement(options ? "select" : "input");
    input.id = `filtre-${name}`;
    tag.htmlFor = input.id;
    tag.textContent = label;
    for (const [value, text] of options ? [["", name === "nature" ? "Toutes" : "Tous"], ...options] : []) {
      const option = document.createElement("option");
      option.value = value;
      option.textContent = text;
      input.append(option);
    }
    if (name === "annee" || name === "montant") input.inputMode = "numeric";
    holder.append(tag, input);
    form.append(holder);
    input.addEventListener("input", apply);
    return input;
  };

  const count = document.createElement("p");
  count.setAttribute("role", "status");

  const inputs = {
    nature: field("nature", "Nature", choices(rows.map((row) => [row.dataset.nature, row.dataset.nature]))),
    etat: field("etat", "État", choices(rows.map((row) => [row.dataset.etat, row.cells[1].textContent.trim()]))),
    territoire: field("territoire", "Territoire"),
    partie: field("partie", "Partie"),
    annee: field("annee", "En cours en (année)"),
    montant: field("montant", "Montant d’au moins (euros)"),
  };

  function covers(row, year) {
    const [first, last] = row.dataset.annees.split(" ").map(Number);
    return Boolean(first) && first <= year && (!last || year <= last);
  }

  function apply() {
    const year = Number.parseInt(inputs.annee.value, 10);
    const least = Number.parseFloat(inputs.montant.value.replace(/\s/g, "").replace(",", "."));
    let shown = 0;
    for (const row of rows) {
      const matches =
        (!inputs.nature.value || row.dataset.nature === inputs.nature.value) &&
        (!inputs.etat.value || row.dataset.etat === inputs.etat.value) &&
        fold(row.cells[3].textContent).includes(fold(inputs.territoire.value)) &&
        fold(row.cells[5].textContent).includes(fold(inputs.partie.value)) &&
        (Number.isNaN(year) || covers(row, year)) &&
        (Number.isNaN(least) || Number(row.dataset.montant || 0) >= least);
      row.hidden = !matches;
      if (matches) shown += 1;
    }
    count.textContent = shown > 1 ? `${shown} conventions` : `${shown} convention`;
  }

  const keys = [
    (row) => fold(row.cells[0].textContent),
    (row) => fold(row.cells[1].textContent),
    (row) => row.dataset.annees,
    (row) => fold(row.cells[3].textContent),
    (row) => fold(row.cells[4].textContent),
    (row) => fold(row.cells[5].textContent),
    (row) => String(Math.round(Number(row.dataset.montant || 0) * 100)).padStart(20, "0"),
  ];
  [...table.tHead.rows[0].cells].forEach((cell, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = cell.textContent;
    cell.replaceChildren(button);
    button.addEventListener("click", () => {
      const descending = cell.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", descending ? "descending" : "ascending");
      rows.sort((first, second) => keys[index](first).localeCompare(keys[index](second), "fr"));
      if (descending) rows.reverse();
      body.append(...rows);
    });
  });

  table.parentElement.before(form, count);
  apply();
})();
