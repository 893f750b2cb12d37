// Pareto, lying down: bars from zero, the running share in words on the right; the first `cut` rows stand for the headline.
import {say} from '../words.js';
import {css, fmt, nameRoom, plain, safe, text} from './paint.js';

export function pareto(spec) {
  const total = spec.total || spec.rows.reduce((sum, row) => sum + row.value, 0) || 1;
  const rows = spec.rest ? [...spec.rows, {...spec.rest, isRest: true}] : spec.rows;
  let running = 0;
  const shares = rows.map(row => (running += row.value) / total * 100);
  const names = rows.map(row => plain(row.name));
  const cut = spec.cut ?? 0;
  const style = (row, n) => (row.isRest
    ? {color: 'transparent', borderColor: css('axis'), borderWidth: 1, borderType: 'dashed'}
    : {color: css(n < cut || !cut ? 'mood-2' : 'axis')});
  const left = nameRoom(names);
  const option = {
    grid: {left, right: 52, top: 4, bottom: 0},
    tooltip: {formatter: mark => `${safe(mark.name)}<br><b>${fmt(mark.value)} ${safe(spec.unit)}</b> ${say('share', {share: fmt(mark.value / total * 100, 1)})}`},
    xAxis: {type: 'value', min: 0, max: Math.max(1, ...rows.map(row => row.value)) * 1.18, show: false},
    yAxis: [
      {type: 'category', data: names, inverse: true, axisLabel: {margin: left - 2, align: 'left', interval: 0, width: left - 8, overflow: 'truncate', ...text('ink-2')}},
      {type: 'category', data: names, inverse: true, position: 'right', axisLabel: {margin: 48, align: 'right', interval: 0, formatter: (_, n) => (n === cut - 1 ? `{b|${fmt(shares[n])}%}` : `${fmt(shares[n])}%`), ...text('ink-3'), rich: {b: text('ink', 12, 700)}}},
    ],
    series: [{
      type: 'bar', barMaxWidth: 14, cursor: rows.some(row => row.href) ? 'pointer' : 'default',
      data: rows.map((row, n) => ({value: row.value, itemStyle: {borderRadius: [0, 3, 3, 0], ...style(row, n)}})),
      label: {show: true, position: 'right', formatter: mark => fmt(mark.value), ...text('ink', 12, 600)},
    }],
  };
  return {
    option,
    head: [say('name_column'), say('count_column'), say('share_column')],
    rows: rows.map((row, n) => [row.name, {value: fmt(row.value), href: row.href}, `${fmt(shares[n], 1)}%`]),
    address: mark => rows[mark.dataIndex]?.href,
  };
}
