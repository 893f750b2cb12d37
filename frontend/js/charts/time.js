// Over time: lines (with what was to be expected, where known) and stacked columns from zero.
import {say} from '../words.js';
import {css, fmt, plain, safe, text} from './paint.js';

const dayTable = spec => ({
  head: [say('day_column'), ...spec.series.map(one => one.name), ...(spec.band ? [say('low_column'), say('high_column')] : [])],
  rows: spec.x.map((day, n) => [
    day,
    ...spec.series.map(one => ({value: one.values[n] == null ? null : fmt(one.values[n], spec.places), href: one.hrefs?.[n]})),
    ...(spec.band ? [fmt(spec.band.low[n], spec.places), fmt(spec.band.high[n], spec.places)] : []),
  ]),
});
const address = spec => mark => spec.series[mark.seriesId?.replace('s', '')]?.hrefs?.[mark.dataIndex];

function timeAxis(spec, gap) {
  const every = Math.max(1, Math.ceil(spec.x.length / 7));
  return {
    type: 'category', data: spec.x, boundaryGap: gap, axisLine: {show: true, lineStyle: {color: css('axis')}},
    axisLabel: {interval: n => (spec.x.length - 1 - n) % every === 0, showMaxLabel: true, alignMaxLabel: gap ? 'center' : 'right', margin: 10, hideOverlap: true},
  };
}

function tip(spec) {
  return marks => {
    const n = marks[0].dataIndex;
    const lines = spec.series.filter(one => one.values[n] != null).map(one => `${spec.series.length > 1 ? `${safe(one.name)} ` : ''}<b>${fmt(one.values[n], spec.places)} ${safe(spec.unit)}</b>`);
    if (spec.band) lines.push(say('expected', {low: fmt(spec.band.low[n], spec.places), high: fmt(spec.band.high[n], spec.places)}));
    return [safe(spec.x[n]), ...lines].join('<br>');
  };
}

function bandSeries({low, high}) {
  const quiet = {type: 'line', stack: 'band', symbol: 'none', lineStyle: {opacity: 0}, silent: true};
  return [{...quiet, data: low}, {...quiet, data: high.map((value, n) => value - low[n]), areaStyle: {color: css('band'), opacity: 1}}];
}

function eventLines(events = []) {
  return {
    silent: true, z: 2, symbol: ['none', 'circle'], symbolSize: 5, animation: false, lineStyle: {color: css('data'), type: [2, 3], width: 1},
    data: events.map(event => ({xAxis: event.at, label: {formatter: plain(event.text), position: 'end', align: event.align ?? 'center', distance: [0, 6], ...text('ink-2'), padding: [0, 2]}})),
  };
}

const isOutside = (spec, n) => {
  const value = spec.series[0].values[n];
  return value != null && (value > spec.band.high[n] || value < spec.band.low[n]);
};

function outside(spec) {
  const values = spec.series[0].values;
  const strange = values.map((value, n) => (isOutside(spec, n) ? value : null));
  const peak = strange.reduce((best, value, n) => (value != null && (best < 0 || value > strange[best]) ? n : best), -1);
  return {
    type: 'line', id: 's0-outside', data: strange, lineStyle: {opacity: 0}, symbol: 'circle', symbolSize: 9, z: 6,
    itemStyle: {color: css('mood-2'), borderColor: css('paper'), borderWidth: 1.5},
    label: {
      show: true, position: 'top', distance: 7, ...text('ink', 13, 600), backgroundColor: css('paper'), padding: [1, 3], rich: {q: text('ink-2')},
      formatter: mark => (mark.dataIndex === peak ? `${fmt(mark.value, spec.places)} ${plain(spec.unit)}{q|  ${say('expected', {low: fmt(spec.band.low[peak]), high: fmt(spec.band.high[peak])})}}` : ''),
    },
  };
}

function lines(spec) {
  const one = spec.series.length === 1;
  const from = spec.focus ? spec.x.indexOf(spec.focus) : -1;
  const series = spec.series.map((each, n) => ({
    type: 'line', id: `s${n}`, name: each.name, data: each.values, symbol: 'circle', symbolSize: 7, showSymbol: false, z: 3, triggerLineEvent: true,
    lineStyle: {color: css(from > 0 ? 'mood-3' : each.tone ?? 'data-strong'), width: from > 0 ? 1.75 : 2.25}, itemStyle: {color: css(each.tone ?? 'data-strong')},
    endLabel: {show: true, distance: 8, lineHeight: 16, ...text(one ? 'ink' : 'ink-2', 12, one ? 600 : 400), formatter: mark => (one ? `${fmt(mark.value, spec.places)} ${plain(spec.unit)}` : plain(each.name))},
    labelLayout: {moveOverlap: 'shiftY'}, markLine: n === 0 ? eventLines(spec.events) : undefined,
  }));
  if (from > 0) {
    const [first] = spec.series;
    series.push({type: 'line', id: 's0-focus', data: first.values.map((value, n) => (n >= from ? value : null)), symbol: 'none', lineStyle: {color: css(first.tone ?? 'data-strong'), width: 2.5}, z: 4, animation: false, silent: true});
  }
  return series;
}

export function line(spec) {
  const longest = Math.max(...spec.series.map(each => each.name.length), 4);
  const option = {
    grid: {left: 40, right: spec.series.length > 1 ? Math.min(110, 16 + longest * 13) : 56, top: spec.events?.length ? 30 : 16, bottom: 26},
    tooltip: {trigger: 'axis', axisPointer: {lineStyle: {color: css('axis')}}, formatter: tip(spec)},
    xAxis: timeAxis(spec, false),
    yAxis: {type: 'value', min: 0, axisLabel: {showMaxLabel: true}},
    series: [...(spec.band ? bandSeries(spec.band) : []), ...lines(spec), ...(spec.band ? [outside(spec)] : [])],
  };
  return {option, ...dayTable(spec), address: mark => address(spec)({...mark, seriesId: mark.seriesId?.split('-')[0]})};
}

export function columns(spec) {
  const option = {
    grid: {left: 40, right: 22, top: 12, bottom: 26},
    tooltip: {trigger: 'axis', axisPointer: {type: 'shadow', shadowStyle: {color: css('sunk'), opacity: 0.5}}, formatter: tip(spec)},
    xAxis: timeAxis(spec, true),
    yAxis: {type: 'value', min: 0},
    series: spec.series.map((each, n) => ({
      type: 'bar', id: `s${n}`, name: each.name, data: each.values, stack: 'all', barCategoryGap: '28%', cursor: each.hrefs ? 'pointer' : 'default',
      itemStyle: {color: css(each.tone ?? 'data'), borderColor: css('paper'), borderWidth: 0.5},
    })),
  };
  const legend = spec.series.length > 1 ? spec.series.map(each => ({name: each.name, tone: each.tone ?? 'data'})) : [];
  return {option, ...dayTable(spec), address: address(spec), legend};
}
