// Puts an option on the page: theme, size, accessible name; a click on a mark goes to its address.
import * as echarts from 'echarts/core';
import {BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart} from 'echarts/charts';
import {AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent} from 'echarts/components';
import {CanvasRenderer, SVGRenderer} from 'echarts/renderers';
import 'echarts-wordcloud';
import {theme} from './paint.js';

echarts.use([
  BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart,
  AriaComponent, GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent, VisualMapComponent,
  CanvasRenderer, SVGRenderer,
]);

const observers = new WeakMap();

export function unmount(element) {
  const chart = echarts.getInstanceByDom(element);
  if (!chart) return;
  observers.get(element)?.disconnect();
  chart.dispose();
}

function go(address) {
  // Only our own pages: an address is data and data may be hostile.
  const target = new URL(address, location.href);
  if (target.origin === location.origin && target.protocol.startsWith('http')) location.assign(target);
}

export function mount(element, option, {renderer = 'svg', caption = '', address} = {}) {
  unmount(element);
  echarts.registerTheme('wenguo', theme());
  const chart = echarts.init(element, 'wenguo', {renderer});
  chart.setOption({aria: {enabled: true, label: {description: caption}}, ...option});
  chart.on('click', mark => {
    const target = address?.(mark);
    if (target) go(target);
  });
  const observer = new ResizeObserver(() => chart.resize());
  observer.observe(element);
  observers.set(element, observer);
  element.setAttribute('role', 'img');
  element.setAttribute('aria-label', caption);
  return chart;
}
