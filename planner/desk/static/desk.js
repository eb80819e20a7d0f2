// What every page has: menus that close, forms that are sent once.
document.addEventListener("keydown", event => {
  if (event.key === "Escape") document.querySelectorAll("details.person[open]").forEach(menu => { menu.open = false; });
});
document.addEventListener("click", event => {
  document.querySelectorAll("details.person[open]").forEach(menu => { if (!menu.contains(event.target)) menu.open = false; });
});
document.addEventListener("submit", event => {
  const form = event.target;
  if (form.dataset.sent) event.preventDefault();
  else {
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 4000);
  }
});
document.querySelector(".menu [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });  // where the menu is moved sideways
window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(form => { delete form.dataset.sent; }));
