// Sparkline: a plain inline SVG. The last point carries its 95 % interval; the dashed line is the level before.
import {css} from './paint.js';

const NS = 'http://www.w3.org/2000/svg';

function shape(name, attributes) {
  const node = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export function spark(element, spec) {
  const values = Array.isArray(spec) ? spec : spec.values;
  const {low, high, base} = spec;
  const known = values.filter(value => value != null);
  if (known.length < 2) return;
  const width = element.clientWidth || 96;
  const height = element.clientHeight || 36;
  const range = known.concat(low ?? [], high ?? [], base ?? []);
  const [min, max] = [Math.min(...range), Math.max(...range)];
  const x = n => 2 + (n * (width - 10)) / (values.length - 1);
  const y = value => height - 3 - ((value - min) / (max - min || 1)) * (height - 6);
  let open = false;
  const path = values.map((value, n) => {
    if (value == null) { open = false; return ''; }
    const step = `${open ? 'L' : 'M'}${x(n).toFixed(1)} ${y(value).toFixed(1)}`;
    open = true;
    return step;
  }).join('');
  const at = values.findLastIndex(value => value != null);
  const box = shape('svg', {width, height, viewBox: `0 0 ${width} ${height}`});
  if (base != null) box.append(shape('path', {d: `M0 ${y(base).toFixed(1)}H${width}`, stroke: css('axis'), 'stroke-dasharray': '2 3'}));
  if (low != null && high != null) {
    box.append(shape('path', {d: `M${x(at).toFixed(1)} ${y(low).toFixed(1)}V${y(high).toFixed(1)}`, stroke: css('data-strong'), 'stroke-width': 5, 'stroke-opacity': 0.22, 'stroke-linecap': 'round'}));
  }
  box.append(shape('path', {d: path, fill: 'none', stroke: css('data'), 'stroke-width': 1.5, 'stroke-linejoin': 'round'}));
  box.append(shape('circle', {cx: x(at).toFixed(1), cy: y(values[at]).toFixed(1), r: 2.75, fill: css('data-strong')}));
  element.replaceChildren(box);
}
