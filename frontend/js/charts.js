// Charts: loaded by pages that have some. Reads the specs beside the placeholders, draws, and draws again on a theme change.
import {table} from './charts/table.js';
import {spark} from './charts/spark.js';
import {columns, line} from './charts/time.js';
import {heat} from './charts/heat.js';
import {pareto} from './charts/pareto.js';
import {cloud} from './charts/cloud.js';
import {intervals} from './charts/intervals.js';
import {mount, unmount} from './charts/mount.js';
import {css} from './charts/paint.js';

const KINDS = {line, columns, pareto, heat, words: cloud, intervals};

function specOf(element) {
  const holder = document.getElementById(element.dataset.spec);
  return holder ? JSON.parse(holder.textContent) : null;
}

// Names of stacked colours, in the order of the stack, above the chart.
function name(element, legend) {
  element.previousElementSibling?.matches('.plot-key') && element.previousElementSibling.remove();
  if (!legend.length) return;
  const list = document.createElement('p');
  list.className = 'plot-key';
  for (const one of legend) {
    const item = document.createElement('span');
    const dot = document.createElement('i');
    dot.style.background = css(one.tone);
    item.append(dot, one.name);
    list.append(item);
  }
  element.before(list);
}

function draw(element) {
  const spec = specOf(element);
  if (!spec) return;
  if (element.dataset.chart === 'spark') return spark(element, spec);
  const build = KINDS[element.dataset.chart];
  if (!build) return;
  const {option, renderer, head, rows, address, legend} = build(spec, element);
  name(element, legend ?? []);
  mount(element, option, {renderer, caption: spec.caption, address});
  table(element, {caption: spec.caption, head, rows});
}

function all(root) {
  for (const element of root.querySelectorAll?.('[data-chart]') ?? []) if (!element.dataset.drawn) {
    element.dataset.drawn = 'yes';
    draw(element);
  }
}

// Words are measured while drawing: not before the type is there.
document.fonts.ready.then(() => all(document));
document.addEventListener('htmx:load', event => all(event.detail.elt.parentElement ?? event.detail.elt));
document.addEventListener('htmx:beforeCleanupElement', event => unmount(event.detail.elt));
document.addEventListener('theme', () => {
  for (const element of document.querySelectorAll('[data-chart]')) draw(element);
});
