// The API from its description in openapi.json, each endpoint with a form to try it.
'use strict';

function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else {
      element.setAttribute(key, value);
    }
  }
  element.append(...children);
  return element;
}

function field(name, description, required) {
  const input = make('input', {name, autocomplete: 'off', ...(required ? {required: ''} : {})});
  return make('label', {}, name + ' ', input, description ? ' ' : '', make('small', {}, description || ''));
}

async function send(event, method, path, parameters, body, output) {
  event.preventDefault();
  const values = new FormData(event.target);
  let url = path.slice(1);
  const query = new URLSearchParams();
  for (const parameter of parameters) {
    const value = values.get(parameter.name);
    if (parameter.in === 'path') {
      url = url.replace('{' + parameter.name + '}', encodeURIComponent(value));
    } else if (value) {
      query.set(parameter.name, value);
    }
  }
  query.set('pretty', '');
  const options = {method, headers: {Accept: 'application/json'}};
  if (body) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(Object.fromEntries(body.map(name => [name, values.get(name) || undefined])));
  }
  if (method !== 'GET' && !confirm(method + ' /' + url + ' changes the manager. Go on?')) {
    return;
  }
  output.hidden = false;
  try {
    const response = await fetch(url + '?' + query, options);
    output.textContent = response.status + '\n' + await response.text();
  } catch (e) {
    output.textContent = e.message;
  }
}

function endpoint(path, name, operation) {
  const method = name.toUpperCase();
  const output = make('pre', {hidden: '', tabindex: '0', 'aria-label': 'Answer'});
  const schema = operation.requestBody && operation.requestBody.content['application/json'].schema;
  const body = schema && Object.keys(schema.properties);
  const fields = operation.parameters.map(parameter => field(parameter.name, parameter.description, parameter.required));
  (body || []).forEach(member => fields.push(field(member, schema.properties[member].description,
      schema.required.includes(member))));
  return make('details', {class: 'endpoint'},
      make('summary', {}, make('span', {class: 'method'}, method), make('code', {}, path), ' ' + operation.summary),
      make('form', {onsubmit: event => send(event, method, path, operation.parameters, body, output)}, ...fields,
          make('button', {}, 'Send')), output);
}

fetch('openapi.json').then(response => response.json()).then(api => {
  document.getElementById('about').textContent = api.info.description;
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [name, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      groups.set(tag, (groups.get(tag) || []).concat(endpoint(path, name, operation)));
    }
  }
  document.getElementById('endpoints').replaceChildren(...[...groups].map(([tag, endpoints]) =>
      make('section', {'aria-labelledby': 'tag-' + tag}, make('h2', {id: 'tag-' + tag}, tag), ...endpoints)));
  document.documentElement.dataset.loaded = 'true';
});
