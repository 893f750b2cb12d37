// Shows the photos someone chose, leaves out what the server would refuse, and says so. Used by staff and customer pages.
import {say} from './words.js';

const LIMIT = 10 * 1024 * 1024;

function holder(input) {
  const wanted = input.dataset.preview;
  const named = wanted ? document.getElementById(wanted) : null;
  if (named) return named;
  let box = input.closest('label, .drop')?.nextElementSibling;
  if (!box?.classList.contains('previews')) {
    box = document.createElement('div');
    box.className = 'previews';
    (input.closest('label, .drop') ?? input).after(box);
  }
  return box;
}

function keep(input, files) {
  const chosen = new DataTransfer();
  for (const file of files) chosen.items.add(file);
  input.files = chosen.files;
}

function note(box, text) {
  const line = document.createElement('p');
  line.className = 'preview-note';
  line.setAttribute('role', 'status');
  line.textContent = text;
  box.append(line);
}

function card(input, file) {
  const box = document.createElement('span');
  box.className = 'preview';
  if (file.type.startsWith('image/')) {
    const image = document.createElement('img');
    image.alt = '';
    image.src = URL.createObjectURL(file);
    image.onload = () => URL.revokeObjectURL(image.src);
    box.append(image);
  }
  const name = document.createElement('span');
  name.textContent = file.name.length > 24 ? `${file.name.slice(0, 14)}…${file.name.slice(-8)}` : file.name;
  const remove = document.createElement('button');
  remove.type = 'button';
  remove.className = 'bar-btn square';
  remove.textContent = '×';
  remove.setAttribute('aria-label', say('remove', {name: file.name}));
  remove.addEventListener('click', () => {
    keep(input, [...input.files].filter(other => other !== file));
    show(input, []);
    input.focus();
  });
  box.append(name, remove);
  return box;
}

function show(input, notes) {
  const box = holder(input);
  box.replaceChildren(...[...input.files].map(file => card(input, file)));
  for (const text of notes) note(box, text);
}

export function check(input) {
  const most = Number(input.dataset.max) || Infinity;
  const notes = [];
  const fitting = [...input.files].filter(file => {
    if (file.size <= LIMIT) return true;
    notes.push(say('too_large', {name: file.name}));
    return false;
  });
  if (fitting.length > most) notes.push(say('too_many', {n: most}));
  keep(input, fitting.slice(0, most));
  show(input, notes);
}

document.addEventListener('change', event => {
  if (event.target.matches?.('input[type=file][data-preview]')) check(event.target);
});
