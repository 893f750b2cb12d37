// The same figures as a table behind every chart, with the same links: for screen readers, copying and doubters.
function cell(tag, content, address) {
  const box = document.createElement(tag);
  if (tag === 'th') box.scope = 'col';
  const text = content == null ? '–' : String(content);
  if (address) {
    const link = document.createElement('a');
    link.href = address;
    link.textContent = text;
    box.append(link);
  } else {
    box.textContent = text;
  }
  return box;
}

// rows: arrays of cells; a cell is a value or {value, href}.
export function table(element, {caption, head, rows}) {
  const panel = element.closest('.panel');
  panel?.querySelector('.plot-table')?.remove();
  const box = document.createElement('div');
  box.className = 'plot-table';
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', caption ?? '');
  const grid = document.createElement('table');
  const title = grid.createCaption();
  title.textContent = caption ?? '';
  const top = grid.createTHead().insertRow();
  top.append(...head.map(name => cell('th', name)));
  const body = grid.createTBody();
  for (const row of rows) body.insertRow().append(...row.map(item => (item && typeof item === 'object' ? cell('td', item.value, item.href) : cell('td', item))));
  box.append(grid);
  element.after(box);
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-as-table]');
  if (!button) return;
  const on = button.closest('.panel').classList.toggle('as-table');
  button.setAttribute('aria-pressed', String(on));
});
