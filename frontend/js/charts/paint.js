// Colours and type for drawing: our tokens, resolved by the browser, so that both themes work.
import {language} from '../words.js';

export const FONT = '"Inter Latin","PingFang SC","Noto Sans CJK SC","Microsoft YaHei",sans-serif';
export const still = matchMedia('(prefers-reduced-motion:reduce)').matches;

let probe;
export function css(token) {
  if (!probe?.isConnected) {
    probe = document.createElement('i');
    probe.hidden = true;
    document.body.append(probe);
  }
  probe.style.color = `var(--wg-${token})`;
  return getComputedStyle(probe).color;
}

export const text = (color, size = 12, weight = 400) => ({color: css(color), fontFamily: FONT, fontSize: size, fontWeight: weight});

export function fmt(value, places = 0) {
  if (value == null) return '–';
  return Number(value).toLocaleString(language, {minimumFractionDigits: places, maximumFractionDigits: places}).replace('-', '−');
}

const ENTITIES = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;'};
// Names come from people: in tooltips they are text, never markup.
export const safe = value => String(value ?? '').replace(/[&<>"']/g, letter => ENTITIES[letter]);

// In a label of ECharts braces start a style; a name must not.
export const plain = value => String(value ?? '').replace(/[{}|]/g, ' ');

export function theme() {
  const axis = {
    axisLine: {show: false, lineStyle: {color: css('axis')}}, axisTick: {show: false},
    axisLabel: text('ink-3'), nameTextStyle: text('ink-3'), splitLine: {lineStyle: {color: css('grid')}},
  };
  return {
    color: [css('data-strong'), css('brand'), css('mood-2'), css('mood-3')], backgroundColor: 'transparent',
    textStyle: {fontFamily: FONT, color: css('ink')}, animationDuration: still ? 0 : 150, animationDurationUpdate: still ? 0 : 150,
    categoryAxis: {...axis, splitLine: {show: false}}, valueAxis: axis, logAxis: axis,
    tooltip: {
      backgroundColor: css('paper'), borderColor: css('line'), borderWidth: 1, padding: [8, 12], confine: true,
      textStyle: text('ink', 13), extraCssText: 'border-radius:8px;box-shadow:0 4px 16px rgba(15,23,42,.08);line-height:1.6',
    },
  };
}

// Room for names at the left of a chart, in pixels.
export function nameRoom(names, most = 116) {
  const width = name => [...String(name)].reduce((sum, letter) => sum + (letter > '\u2e80' ? 12 : 6.8), 0);
  return Math.min(most, Math.max(40, ...names.map(width)) + 10);
}
