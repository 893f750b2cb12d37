// A label lights up the words it came from, by pointer or by keyboard.
function light(key) {
  for (const words of document.querySelectorAll('[data-l]')) words.classList.toggle('lit', words.dataset.l === key);
  for (const label of document.querySelectorAll('[data-for]')) label.classList.toggle('on', Boolean(key) && label.dataset.for === key);
}

for (const type of ['pointerover', 'focusin']) {
  document.addEventListener(type, event => {
    const key = event.target.closest?.('[data-for]')?.dataset.for;
    if (key) light(key);
  });
}
for (const type of ['pointerout', 'focusout']) {
  document.addEventListener(type, event => {
    if (event.target.closest?.('[data-for]')) light('');
  });
}
