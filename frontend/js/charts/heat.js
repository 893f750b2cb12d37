// Counts, rows × columns, with totals in the axes; ▲ where a cell is above its expected range.
import {color} from 'echarts/core';
import {say} from '../words.js';
import {FONT, css, fmt, plain, safe, text} from './paint.js';

const cut = (line, most) => (line.length > most ? `${line.slice(0, most - 1)}…` : line);

// At most two lines: Han names break in the middle, others only between words.
function wrap(name, room) {
  const text = plain(name);
  const han = /\p{Script=Han}/u.test(text);
  const most = Math.max(2, Math.floor(room / (han ? 12 : 5.7)));
  if (text.length <= most) return text;
  if (han) {
    const at = Math.min(most, Math.ceil(text.length / 2));
    return `${text.slice(0, at)}\n${cut(text.slice(at), most)}`;
  }
  const space = text.lastIndexOf(' ', most);
  const at = space > 0 ? space : text.indexOf(' ');
  return at > 0 ? `${cut(text.slice(0, at), most)}\n${cut(text.slice(at + 1), most)}` : cut(text, most);
}

const sum = list => list.reduce((total, value) => total + (value ?? 0), 0);

export function heat(spec, element) {
  const hot = new Set((spec.above ?? []).map(([row, column]) => `${row},${column}`));
  const isHot = value => hot.has(`${value[1]},${value[0]}`);
  const totals = spec.columns.map((_, column) => sum(spec.cells.map(row => row[column])));
  const max = Math.max(1, ...spec.cells.flat().map(value => value ?? 0));
  const data = spec.cells.flatMap((row, y) => row.map((count, x) => ({
    isUnknown: count == null,
    name: `${spec.rows[y]} × ${spec.columns[x]}`, value: [x, y, count ?? 0, Math.sqrt(count ?? 0)],
    label: {color: css(Math.sqrt((count ?? 0) / max) > 0.7 ? 'on-mood' : 'ink')},
  })));
  const room = Math.max(40, (element.clientWidth - 128) / spec.columns.length - 2);
  const option = {
    grid: {left: 124, right: 0, top: 62, bottom: 0},
    tooltip: {formatter: mark => `${safe(mark.name)}<br><b>${fmt(mark.value[2])}</b>${isHot(mark.value) ? ` ${say('outside')}` : ''}`},
    xAxis: {type: 'category', data: spec.columns, position: 'top', axisLabel: {interval: 0, margin: 8, lineHeight: 15, formatter: (name, n) => `${wrap(name, room)}\n{n|${fmt(totals[n])}}`, ...text('ink-2', 11), rich: {n: text('ink-3', 11)}}},
    yAxis: {type: 'category', data: spec.rows, inverse: true, axisLabel: {margin: 10, formatter: (name, n) => `{t|${plain(name)}}{n|${fmt(sum(spec.cells[n]))}}`, rich: {t: {...text('ink-2'), width: 78, align: 'left'}, n: {...text('ink-3'), width: 32, align: 'right'}}}},
    visualMap: {show: false, min: 0, max: Math.sqrt(max), dimension: 3, inRange: {color: [css('ground'), css('mood-2-wash'), color.lerp(0.5, [css('mood-2-wash'), css('mood-2')]), css('mood-2')]}},
    series: [{
      type: 'heatmap', data, itemStyle: {borderColor: css('paper'), borderWidth: 2, borderRadius: 4}, emphasis: {itemStyle: {borderColor: css('ink')}}, cursor: spec.hrefs ? 'pointer' : 'default',
      label: {show: true, fontFamily: FONT, fontSize: 12, formatter: mark => (mark.data.isUnknown ? '–' : isHot(mark.value) ? `{b|▲ ${fmt(mark.value[2])}}` : fmt(mark.value[2])), rich: {b: {fontFamily: FONT, fontSize: 12, fontWeight: 700}}},
    }],
  };
  return {
    option,
    head: [say('name_column'), ...spec.columns, say('total')],
    rows: spec.rows.map((name, y) => [name, ...spec.cells[y].map((value, x) => ({value: fmt(value), href: spec.hrefs?.[y]?.[x]})), fmt(sum(spec.cells[y]))]),
    address: mark => spec.hrefs?.[mark.value[1]]?.[mark.value[0]],
  };
}
