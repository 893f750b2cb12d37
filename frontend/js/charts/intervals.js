// Estimates with their 95 % intervals. Hollow: the interval contains `zero`, so nothing is proven.
import {say} from '../words.js';
import {FONT, css, fmt, nameRoom, plain, safe, text} from './paint.js';

function painter(rows, zero) {
  return (place, api) => {
    const row = rows[place.dataIndex];
    const at = value => api.coord([value, place.dataIndex]);
    const {x: start, width} = place.coordSys;
    const target = {type: 'rect', shape: {x: start, y: at(zero)[1] - 16, width, height: 32}, style: {fill: 'transparent'}}; // the whole row can be pressed
    if (row.few) {
      const [x, y] = at(zero);
      return {type: 'group', children: [target, {type: 'text', style: {text: row.few, x, y, textAlign: 'center', textVerticalAlign: 'middle', fill: css('ink-3'), font: `12px ${FONT}`, backgroundColor: css('paper'), padding: [2, 4]}}]};
    }
    const [x, y] = at(row.value);
    const stroke = css(row.tone ?? 'data-strong');
    const hollow = row.low <= zero && row.high >= zero;
    const stick = (x1, y1, x2, y2) => ({type: 'line', shape: {x1, y1, x2, y2}, style: {stroke, lineWidth: 2}});
    const [low, high] = [at(row.low)[0], at(row.high)[0]];
    return {type: 'group', children: [
      target, stick(low, y, high, y), stick(low, y - 4, low, y + 4), stick(high, y - 4, high, y + 4),
      {type: 'circle', shape: {cx: x, cy: y, r: 5}, style: {fill: hollow ? css('paper') : stroke, stroke, lineWidth: 2}},
    ]};
  };
}

function sides(rows, room) {
  const left = {margin: room - 2, align: 'left', lineHeight: 16, interval: 0, formatter: (_, n) => `${plain(rows[n].name)}${rows[n].n != null ? `\n{n|n ${fmt(rows[n].n)}}` : ''}`, ...text('ink-2'), rich: {n: text('ink-3', 11)}};
  const right = {
    margin: 82, align: 'right', lineHeight: 16, interval: 0,
    formatter: (_, n) => (rows[n].few ? '' : `{v|${fmt(rows[n].value, 1)}}\n{n|${fmt(rows[n].low, 1)} – ${fmt(rows[n].high, 1)}}`),
    rich: {v: {...text('ink', 13, 600), align: 'right'}, n: {...text('ink-3', 11), align: 'right'}},
  };
  const axis = {type: 'category', data: rows.map((_, n) => n), inverse: true};
  return [{...axis, axisLabel: left}, {...axis, position: 'right', axisLabel: right}];
}

const reference = ref => ({
  xAxis: ref.x, lineStyle: {color: css(ref.strong ? 'brand' : 'axis'), type: ref.strong ? [5, 3] : 'solid', width: ref.strong ? 1.5 : 1},
  label: {formatter: plain(ref.text), position: 'start', distance: 4, ...text(ref.strong ? 'brand-ink' : 'ink-3', 12, ref.strong ? 600 : 400)},
});

export function intervals(spec) {
  const {rows} = spec;
  const zero = spec.zero ?? 0;
  const room = nameRoom(rows.map(row => row.name));
  const option = {
    grid: {left: room, right: 84, top: 26, bottom: 22},
    tooltip: {formatter: mark => {
      const row = rows[mark.dataIndex];
      if (row.few) return `${safe(row.name)}<br>${safe(row.few)}`;
      return `${safe(row.name)}<br><b>${fmt(row.value, 1)} ${safe(spec.unit)}</b> ${say('interval', {low: fmt(row.low, 1), high: fmt(row.high, 1)})}, n ${fmt(row.n)}`;
    }},
    xAxis: {type: 'value', min: spec.min, max: spec.max, axisLabel: {show: false}, splitLine: {show: false}},
    yAxis: sides(rows, room),
    series: [{
      type: 'custom', renderItem: painter(rows, zero), data: rows.map((row, n) => [row.value ?? zero, n]), z: 5,
      markLine: {silent: true, symbol: 'none', animation: false, data: (spec.refs ?? []).map(reference)},
    }],
  };
  return {
    option,
    head: [say('name_column'), 'n', say('value_column'), say('low_column'), say('high_column')],
    rows: rows.map(row => [{value: row.name, href: row.href}, fmt(row.n), row.few ?? fmt(row.value, 1), fmt(row.low, 1), fmt(row.high, 1)]),
    address: mark => rows[mark.dataIndex]?.href,
  };
}
