// Clocks run on between two answers of the server, in the same words.
import {say} from './words.js';

const MINUTE = 60_000;

function duration(milliseconds) {
  const minutes = Math.max(1, Math.floor(Math.abs(milliseconds) / MINUTE));
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60), minutes % 60];
  const parts = days ? [[days, 'day'], [hours, 'hour']] : [[hours, 'hour'], [rest, 'minute']];
  return parts.filter(([n]) => n).map(([n, unit]) => say(unit, {n})).join(' ');
}

function draw(clock, now) {
  const due = Date.parse(clock.dataset.due);
  const left = due - now;
  const words = say(left > 0 ? 'left' : 'over', {duration: duration(left)});
  const text = clock.querySelector('.clock-words b span');
  if (text && text.textContent !== words) text.textContent = words;
  const warn = Date.parse(clock.dataset.warn);
  clock.classList.toggle('over', left <= 0);
  clock.classList.toggle('warn', left > 0 && now >= warn);
  const start = Date.parse(clock.dataset.start);
  const fill = clock.querySelector('.clock-bar i');
  if (fill && due > start) fill.className = `v-${Math.round(100 * Math.min(1, Math.max(0, (now - start) / (due - start))))}`;
}

function all() {
  const now = Date.now();
  for (const clock of document.querySelectorAll('.clock[data-due]')) draw(clock, now);
}

setInterval(() => document.hidden || all(), 15_000);
document.addEventListener('visibilitychange', () => document.hidden || all());

// Other numbers of the page: data-vars="lo:46;hi:69" sets --lo and --hi (the browser refuses inline styles).
function place(root) {
  for (const element of root.querySelectorAll?.('[data-vars]') ?? []) {
    for (const pair of element.dataset.vars.split(';')) {
      const [name, value] = pair.split(':');
      if (/^[a-z]+$/.test(name) && Number.isFinite(Number(value))) element.style.setProperty(`--${name}`, value);
    }
  }
}
place(document);
document.addEventListener('htmx:load', event => place(event.detail.elt.parentElement ?? event.detail.elt));
