// The overview page: everything it shows comes from the API, as text.
'use strict';

const PAGE = 200;
const COLUMNS = [['id', 'ID'], ['name', 'Name'], ['ip', 'Address'], ['status', 'Status']];
const FACTS = [['ip', 'Address'], ['os', 'System'], ['version', 'Version'], ['lastKeepAlive', 'Last report'],
  ['syscheckTime', 'Integrity scan started'], ['rootcheckTime', 'Policy scan started']];
const find = id => document.getElementById(id);
let agents = [];
let sorting = {by: 'id', down: false};
let showsAll = false;
let selected = decodeURIComponent(location.hash.slice(1));

async function get(path) {
  const response = await fetch(path, {headers: {Accept: 'application/json'}});
  const answer = await response.json();
  if (String(answer.error) !== '0') {
    throw new Error(answer.message);
  }
  return answer.data;
}

/** An element with attributes and children; text stays text. */
function make(name, attributes, ...children) {
  const svg = ['svg', 'rect', 'path', 'line', 'text', 'title'].includes(name);
  const element = svg ? document.createElementNS('http://www.w3.org/2000/svg', name) : document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (value !== undefined && value !== false) {
      element.setAttribute(key, value);
    }
  }
  element.append(...children.map(child => child instanceof Node ? child : String(child)));
  return element;
}

function state(text) {
  const kind = {Active: 'good', running: 'good', Disconnected: 'bad', stopped: 'bad'}[text] || 'idle';
  return make('span', {class: 'state ' + kind}, text);
}

async function guarded(work) {
  try {
    await work();
    find('error').hidden = true;
  } catch (e) {
    find('error').textContent = e.message;
    find('error').hidden = false;
  }
}

function showSummary(daemons) {
  const others = agents.filter(agent => agent.id !== '000');
  const count = status => others.filter(agent => agent.status === status).length;
  const running = daemons.filter(daemon => daemon.status === 'running').length;
  const cards = [['Active', count('Active')], ['Disconnected', count('Disconnected')],
    ['Never connected', count('Never connected')], ['Daemons running', running + ' of ' + daemons.length]];
  find('summary').replaceChildren(...cards.map(([name, value]) =>
      make('div', {}, make('strong', {}, value), make('span', {}, name))));
}

function showAgents() {
  const words = find('search').value.trim().toLowerCase();
  const status = find('status').value;
  const order = new Intl.Collator('en', {numeric: true});
  const shown = agents
      .filter(agent => !status || agent.status === status)
      .filter(agent => !words || (agent.id + ' ' + agent.name + ' ' + agent.ip).toLowerCase().includes(words))
      .sort((a, b) => order.compare(a[sorting.by], b[sorting.by]) * (sorting.down ? -1 : 1));
  const rows = showsAll ? shown : shown.slice(0, PAGE);
  find('rows').replaceChildren(...rows.map(agent => make('tr', {'aria-current': agent.id === selected && 'true'},
      make('td', {}, agent.id),
      make('td', {}, make('button', {type: 'button', onclick: () => select(agent.id)}, agent.name)),
      make('td', {}, agent.ip),
      make('td', {}, state(agent.status)))));
  find('shown').textContent = shown.length + ' of ' + agents.length;
  find('more').hidden = rows.length === shown.length;
  find('titles').replaceChildren(...COLUMNS.map(([key, title]) => make('th', {
    scope: 'col', 'aria-sort': sorting.by !== key ? undefined : sorting.down ? 'descending' : 'ascending'
  }, make('button', {type: 'button', 'data-key': key, onclick: () => sort(key)},
      title + (sorting.by !== key ? '' : sorting.down ? ' ↓' : ' ↑')))));
}

function sort(key) {
  sorting = {by: key, down: sorting.by === key && !sorting.down};
  showAgents();
  document.querySelector('[data-key=' + key + ']').focus();
}

function showDaemons(daemons) {
  find('daemons').replaceChildren(...daemons.map(daemon =>
      make('li', {}, make('span', {}, daemon.daemon), state(daemon.status))));
}

function showHours(today, averages) {
  const width = 480, height = 170, left = 40, bottom = 20;
  const most = Math.max(1, ...today.filter(value => value !== null), ...averages);
  const x = hour => left + hour * (width - left) / 24;
  const y = value => 8 + (height - bottom - 8) * (1 - value / most);
  const step = (width - left) / 24;
  const bars = today.map((value, hour) => value === null ? '' : make('rect', {
    class: 'bar', x: x(hour) + 1, y: y(value), width: step - 2, height: height - bottom - y(value)
  }, make('title', {}, hour + ':00, ' + value + ' events, average ' + averages[hour])));
  const line = averages.map((value, hour) => (hour ? 'L' : 'M') + (x(hour) + step / 2) + ' ' + y(value)).join('');
  const hours = [0, 6, 12, 18].map(hour => make('text', {x: x(hour), y: height - 4}, hour + ':00'));
  find('chart').replaceChildren(make('svg', {viewBox: '0 0 ' + width + ' ' + height, role: 'img',
    'aria-label': 'Events of today against the average, by hour; the table below has the numbers'},
  make('line', {class: 'axis', x1: left, x2: width, y1: height - bottom, y2: height - bottom}),
  make('text', {x: 0, y: 16}, most), ...bars, make('path', {class: 'line', d: line}), ...hours));
  find('hours').replaceChildren(...averages.map((value, hour) => make('tr', {},
      make('td', {}, hour + ':00'), make('td', {}, today[hour] === null ? '–' : today[hour]), make('td', {}, value))));
}

async function loadHours() {
  const averages = (await get('manager/stats/hourly')).averages;
  const today = new Array(24).fill(null);
  try {
    for (const hour of await get('manager/stats')) {
      today[hour.hour] = hour.events;
    }
  } catch (e) {
    // There is no file before the first hour of a day has passed.
  }
  showHours(today, averages);
}

async function load() {
  const [listed, daemons] = await Promise.all([get('agents'), get('manager/status'), loadHours()]);
  agents = listed;
  find('manager').textContent = agents[0].name;
  document.title = 'OSSEC ' + agents[0].name;
  showSummary(daemons);
  showDaemons(daemons);
  showAgents();
}

/** What differs between two recorded states of a file. */
function differences(before, after) {
  if (after.event === 'deleted' || !before || before.event === 'deleted') {
    return after.event;
  }
  const names = {size: 'size', perm: 'mode', uid: 'owner', gid: 'group', md5: 'MD5', sha1: 'SHA-1'};
  const changed = Object.keys(names).filter(key => before[key] !== undefined && before[key] !== after[key]);
  return changed.map(key => ['md5', 'sha1'].includes(key) ? names[key]
    : names[key] + ' ' + before[key] + ' → ' + after[key]).join(', ') || after.event;
}

async function loadAgent() {
  if (!selected) {
    return;
  }
  const id = encodeURIComponent(selected);
  const facts = await get('agents/' + id);
  const part = /windows/i.test(facts.os) ? '%5C' : '%2F'; // all paths have it; and only with a part come the details
  const [changes, findings] = await Promise.all(
      [get('syscheck/' + id + '/files/changed?filename=' + part), get('rootcheck/' + id)]);
  find('agent-title').replaceChildren(facts.id + ' ' + facts.name + ' ', state(facts.status));
  find('facts').replaceChildren(...FACTS.map(([key, title]) => make('div', {},
      make('dt', {}, title), make('dd', {}, facts[key]))));
  const states = new Map();
  const described = changes.map(change => {
    const text = differences(states.get(change.file), change.attrs);
    states.set(change.file, change.attrs);
    return make('li', {}, make('time', {}, change.date), ' ', make('code', {}, change.file), make('br'),
        make('small', {}, text));
  });
  list('changes', described.reverse().slice(0, 50), 'No changes are recorded.');
  list('findings', findings.filter(finding => finding.status === 'outstanding').reverse().slice(0, 50)
      .map(finding => make('li', {}, make('time', {}, finding.readDay), make('br'),
          finding.event.replace(/^\(null\)/, ''))), 'Nothing is outstanding.');
  find('agent').hidden = false;
}

function list(id, entries, nothing) {
  find(id).replaceChildren(...(entries.length ? entries : [make('li', {}, nothing)]));
}

async function select(id) {
  selected = id;
  history.replaceState(null, '', '#' + encodeURIComponent(id));
  showAgents();
  await guarded(loadAgent);
  find('agent').focus();
  find('agent').scrollIntoView({block: 'start'});
}

/** Loads again at most once a second, however many events arrive. */
function listen() {
  const events = new EventSource('events');
  let timer = null;
  const reload = event => {
    const about = JSON.parse(event.data).agent;
    timer = timer || setTimeout(async () => {
      timer = null;
      await guarded(load);
      if (about === selected) {
        await guarded(loadAgent);
      }
    }, 1000);
  };
  events.addEventListener('ready', () => live('Live', true));
  for (const type of ['file', 'registry', 'policy', 'agent-added', 'agent-removed', 'agent-status', 'database-reset']) {
    events.addEventListener(type, reload);
  }
  events.onerror = () => live('Not live; trying again', false);
  setInterval(() => guarded(load), 60000);
}

function live(text, on) {
  find('live').textContent = text;
  find('live').className = on ? 'on' : '';
}

find('search').addEventListener('input', showAgents);
find('status').addEventListener('change', showAgents);
find('more').addEventListener('click', () => {
  showsAll = true;
  showAgents();
});
guarded(async () => {
  await load();
  await loadAgent();
  live('Loaded', false);
  document.documentElement.dataset.loaded = 'true';
  listen();
});
