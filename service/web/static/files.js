// File fields in the page's own language, and files dropped onto them. Without this file the browser's
// own control is there.
function names(input) {
  const chosen = [...input.files].map((file) => file.name);
  return chosen.length > 5 ? `${chosen.slice(0, 5).join(", ")} … (${chosen.length})` : chosen.join(", ");
}

for (const field of document.querySelectorAll("[data-picker]")) {
  const input = field.querySelector("input");
  const button = document.createElement("label");
  const chosen = document.createElement("span");
  button.className = "button";
  button.htmlFor = input.id;
  button.textContent = field.dataset.choose;
  button.setAttribute("aria-hidden", "true"); // the field has its own label
  chosen.className = "chosen";
  const show = () => { chosen.textContent = names(input) || field.dataset.none; };
  field.classList.add("picker");
  field.append(button, chosen);
  input.addEventListener("change", show);
  show();

  field.addEventListener("dragover", (event) => {
    event.preventDefault();
    field.classList.add("over");
  });
  field.addEventListener("dragleave", () => field.classList.remove("over"));
  field.addEventListener("drop", (event) => {
    event.preventDefault();
    field.classList.remove("over");
    input.files = event.dataTransfer.files;
    show();
  });
}
