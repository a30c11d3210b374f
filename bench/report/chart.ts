import { allWorkloads, type Workload, workloads } from '../workloads.js';
import { labelsOf, racersOf } from './race-tables.js';
import { CONNECTIONS, type Race, type ServerFacts } from './results.js';
import { figure } from './tables.js';

const WIDTH = 860;
const LABELS = 300; // the width of the names
const FIGURES = 150; // the width of the text after a bar
const BAR = 18;
const STEP = 24;
const PANEL_HEAD = 44;

const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #1f2328 }
  .head { font-weight: 600 }
  .quiet { fill: #59636e }
  .page { fill: #ffffff }
  .bar { fill: #b4bcc6 }
  .ours { fill: #0969da }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc }
    .quiet { fill: #9198a1 }
    .page { fill: #0d1117 }
    .bar { fill: #57606a }
    .ours { fill: #4493f8 }
  }`;

/** Requests per second of each server, with a panel for each workload, as an SVG for light and dark pages. */
export function drawChart(race: Race, servers: readonly ServerFacts[]): string {
  const labels = labelsOf(servers);
  let top = 0;
  const panels = allWorkloads.map((workload) => {
    const names = racersOf(race).filter((name) => race.standings[workload]?.has(name));
    const panel = `<g transform="translate(0 ${top})">${drawPanel(race, workload, names, labels)}</g>`;
    top += PANEL_HEAD + names.length * STEP;
    return panel;
  });
  const height = top + 2 * STEP;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="Requests a second of each server by workload">
<style>${STYLE}</style>
<rect class="page" width="${WIDTH}" height="${height}"/>
${panels.join('\n')}
<text class="quiet" x="${LABELS}" y="${height - STEP / 2}">${CONNECTIONS} connections, medians; × the gateway</text>
</svg>
`;
}

function drawPanel(
  race: Race,
  workload: Workload,
  names: readonly string[],
  labels: ReadonlyMap<string, string>,
): string {
  const perSecond = (name: string) => race.standings[workload]?.get(name)?.perSecond ?? 0;
  const most = Math.max(...names.map(perSecond));
  const ours = perSecond('gateway');
  const bars = names.map((name, n) => {
    const y = PANEL_HEAD + n * STEP;
    const width = (perSecond(name) / most) * (WIDTH - LABELS - FIGURES);
    const isOurs = name === 'gateway';
    const share = isOurs ? '' : `<tspan class="quiet">  ${figure(perSecond(name) / ours)} ×</tspan>`;
    return `<text x="${LABELS - 10}" y="${y + 13}" text-anchor="end"${isOurs ? ' class="head"' : ''}>${labels.get(name) ?? name}</text>
<rect class="${isOurs ? 'ours' : 'bar'}" x="${LABELS}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2"/>
<text x="${(LABELS + width + 8).toFixed(1)}" y="${y + 13}" xml:space="preserve"${isOurs ? ' class="head"' : ''}>${figure(perSecond(name))}${share}</text>`;
  });
  const head = `<text class="head" x="16" y="28">${workload}<tspan class="quiet" font-weight="400" dx="8">${workloads[workload]}, requests a second</tspan></text>`;
  return [head, ...bars].join('\n');
}
