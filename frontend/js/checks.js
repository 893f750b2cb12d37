// One click puts better words in the place of others. Ctrl+. (⌘.) takes the first that is offered, from inside the text.
const fieldOf = box => document.getElementById(box?.dataset.checks);

function fix(button) {
  const field = fieldOf(button.closest('[data-checks]'));
  if (!field) return;
  const {words, rewrite} = button.dataset;
  // Somebody may have typed since the checks were made: the words are looked for where they stand now.
  let start = characters(field.value, Number(button.dataset.start));
  if (!field.value.startsWith(words, start)) start = field.value.indexOf(words);
  if (start < 0) return button.closest('li')?.remove();
  field.focus();
  field.setSelectionRange(start, start + words.length);
  // Through the browser's own editing, so that Ctrl+Z brings the words back.
  if (!document.execCommand('insertText', false, rewrite)) field.setRangeText(rewrite, start, start + words.length, 'end');
  button.closest('li')?.remove();
  field.dispatchEvent(new Event('input', {bubbles: true}));
}

// The server counts characters, the browser UTF-16 units.
function characters(text, count) {
  let place = 0;
  for (let seen = 0; seen < count && place < text.length; seen += 1) {
    place += text.codePointAt(place) > 0xffff ? 2 : 1;
  }
  return place;
}

document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-fix]');
  if (button) return fix(button);
  // The words that a note speaks of are shown where they stand.
  const note = event.target.closest?.('.check-note');
  const words = note?.querySelector('[data-fix]')?.dataset.words;
  const field = fieldOf(note?.closest('[data-checks]'));
  const start = words && field ? field.value.indexOf(words) : -1;
  if (start >= 0) {
    field.focus();
    field.setSelectionRange(start, start + words.length);
  }
});

document.addEventListener('keydown', event => {
  if (event.key !== '.' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
  const box = document.querySelector(`[data-checks="${CSS.escape(event.target.id ?? '')}"]`);
  const button = box?.querySelector('[data-fix]');
  if (!button) return;
  event.preventDefault();
  fix(button);
});
