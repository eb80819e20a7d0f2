// How many letters a description has, as it is typed, against what the national report form asks for.
const field = document.querySelector("textarea[data-letters]"), told = document.getElementById("letters");
const tell = () => {
  const count = [...field.value.trim()].length;
  told.textContent = told.dataset.said.replace("{count}", count);
  told.classList.toggle("enough", count >= Number(field.dataset.letters));
};
if (field) { field.addEventListener("input", tell); tell(); }
