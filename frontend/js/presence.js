// Colleagues at the same case learn that somebody is writing: the flag travels with the page's sign of life.
const QUIET_AFTER = 8_000;
let quiet;

function tell(value) {
  const flag = document.getElementById('presence-typing');
  if (!flag || flag.value === value) return;
  flag.value = value;
  window.htmx.trigger(document.body, 'presence-typing');
}

document.addEventListener('input', event => {
  if (!event.target.matches?.('[data-draft$="-reply"]')) return;
  tell('1');
  clearTimeout(quiet);
  quiet = setTimeout(tell, QUIET_AFTER, '0');
});
