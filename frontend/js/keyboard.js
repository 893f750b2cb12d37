// One hand on the keyboard: rows with j and k, and any button, link or field that names its key in data-key.
const FIELDS = 'input:not([type=checkbox], [type=radio], [type=button], [type=submit]), textarea, select, [contenteditable=true]';

const rowsOf = list => [...list.querySelectorAll('[data-row]')];
const list = () => document.querySelector('[data-rows]');
const current = () => list()?.querySelector('[data-row][aria-current]');

function choose(row) {
  if (!row) return;
  for (const other of rowsOf(list())) other.toggleAttribute('aria-current', false);
  row.setAttribute('aria-current', 'true');
  row.scrollIntoView({block: 'nearest'});
  (row.querySelector('[data-open]') ?? row.querySelector('a'))?.focus({preventScroll: true});
  row.dispatchEvent(new CustomEvent('row:current', {bubbles: true}));
}

function move(step) {
  const rows = rowsOf(list());
  const at = rows.indexOf(current());
  choose(rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + step))]);
}

const onRows = {
  j: () => move(1),
  k: () => move(-1),
  x: () => current()?.querySelector('input[type=checkbox]')?.click(),
  enter: () => {
    const row = current();
    (row?.querySelector('[data-open]') ?? row?.querySelector('a'))?.click();
  },
};

function named(key) {
  const quoted = CSS.escape(key);
  const found = current()?.querySelector(`[data-key="${quoted}"]`) ?? document.querySelector(`[data-key="${quoted}"]`);
  return found && !found.disabled && found.checkVisibility?.() !== false ? found : null;
}

function press(event) {
  const key = event.key.toLowerCase();
  const onControl = event.target.closest?.('a, button, summary') && key === 'enter';
  const target = named(key);
  if (target) {
    if (target.matches(FIELDS)) target.focus();
    else target.click();
    return true;
  }
  if (list() && onRows[key] && !onControl) {
    onRows[key]();
    return true;
  }
  return false;
}

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target.closest?.(FIELDS)) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (document.querySelector('dialog[open]')) return;
  if (press(event)) event.preventDefault();
});
