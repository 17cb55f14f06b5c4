// Makes a page to read and try the interface from its own OpenAPI document. No other address is asked.
'use strict';

const METHODS = ['get', 'post', 'put', 'delete'];
const byId = (id) => document.getElementById(id);

/** An element with attributes and children; a child that is text stays text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key in element && typeof value !== 'string') element[key] = value;
    else element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/** A little Markdown: paragraphs, bold and code. */
function prose(text = '') {
  return text.trim().split(/\n\s*\n/).map((paragraph) => {
    const p = make('p');
    for (const part of paragraph.replace(/\n/g, ' ').split(/(\*\*[^*]+\*\*|`[^`]+`)/)) {
      if (part.startsWith('**')) p.append(make('strong', {}, part.slice(2, -2)));
      else if (part.startsWith('`')) p.append(make('code', {}, part.slice(1, -1)));
      else p.append(part);
    }
    return p;
  });
}

class Document {
  constructor(json) { this.json = json; }

  /** What a reference stands for. */
  resolve(node) {
    if (!node || !node.$ref) return node;
    return this.resolve(node.$ref.slice(2).split('/').reduce((at, name) => at[name], this.json));
  }

  operations() {
    return Object.entries(this.json.paths).flatMap(([path, item]) => METHODS.filter((method) => item[method]).map((method) => ({
      ...item[method], path, method,
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map((each) => this.resolve(each)),
    })));
  }

  schema(node) { return JSON.stringify(this.expanded(node, 0), null, 2); }

  /** The schema with its references followed, so far as a person wants to read. */
  expanded(node, depth) {
    if (Array.isArray(node)) return node.map((each) => this.expanded(each, depth + 1));
    if (!node || typeof node !== 'object') return node;
    if (node.$ref) return depth > 6 ? node.$ref.split('/').pop() : this.expanded(this.resolve(node), depth + 1);
    return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, this.expanded(value, depth + 1)]));
  }
}

class Operation {
  constructor(document, operation) {
    this.document = document;
    this.operation = operation;
    this.inputs = new Map();
  }

  element() {
    const { operationId, method, path, summary, description } = this.operation;
    const inside = make('div', { class: 'inside' }, ...prose(description), ...this.parameters(), ...this.body());
    inside.append(this.trying(), ...this.responses());
    return make('details', { class: 'operation', id: operationId },
      make('summary', {},
        make('span', { class: `method ${method}` }, method.toUpperCase()),
        make('span', { class: 'path' }, path),
        make('span', { class: 'short' }, summary ?? '')),
      inside);
  }

  parameters() {
    if (this.operation.parameters.length === 0) return [];
    const rows = this.operation.parameters.map((parameter) => {
      const filled = parameter.required && parameter.example !== undefined;
      const input = make('input', {
        'aria-label': parameter.name,
        placeholder: parameter.example === undefined ? '' : `such as ${parameter.example}`,
        value: filled ? String(parameter.example) : '',
      });
      this.inputs.set(parameter, input);
      return make('tr', {},
        make('td', { class: 'name' }, parameter.name + (parameter.required ? ' *' : '')),
        make('td', {}, parameter.in),
        make('td', {}, ...prose(parameter.description)),
        make('td', {}, input));
    });
    return [make('h3', {}, 'Parameters'), make('table', {}, make('tbody', {}, ...rows))];
  }

  body() {
    const content = this.operation.requestBody?.content?.['application/json'];
    if (!content) return [];
    const examples = Object.values(content.examples ?? {});
    const pretty = (example) => JSON.stringify(example.value, null, 2);
    this.text = make('textarea', { 'aria-label': 'Body', spellcheck: 'false' });
    this.text.value = examples.length ? pretty(examples[0]) : '';
    const choice = make('select', { 'aria-label': 'Example' }, ...examples.map((example, n) => make('option', { value: String(n) }, example.summary)));
    choice.addEventListener('change', () => { this.text.value = pretty(examples[Number(choice.value)]); });
    return [make('h3', {}, 'Body'), ...(examples.length > 1 ? [choice] : []), this.text,
      make('details', {}, make('summary', {}, 'Schema'), make('pre', {}, this.document.schema(content.schema)))];
  }

  trying() {
    const send = make('button', { type: 'button' }, 'Send');
    const stop = make('button', { type: 'button', class: 'quiet', hidden: true }, 'Stop');
    const output = make('div', { 'aria-live': 'polite' });
    send.addEventListener('click', () => this.send(output, stop));
    return make('div', {}, make('div', { class: 'buttons' }, send, stop), output);
  }

  request() {
    let path = this.operation.path;
    const query = new URLSearchParams();
    const headers = {};
    for (const [parameter, input] of this.inputs) {
      if (parameter.in === 'path') path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
      else if (input.value !== '' && parameter.in === 'query') query.set(parameter.name, input.value);
      else if (input.value !== '') headers[parameter.name] = input.value;
    }
    if (byId('token').value) headers.Authorization = `Bearer ${byId('token').value}`;
    const init = { method: this.operation.method.toUpperCase(), headers };
    if (this.text && this.text.value) {
      headers['Content-Type'] = 'application/json';
      init.body = this.text.value;
    }
    return [path + (query.size ? `?${query}` : ''), init];
  }

  curl([path, init]) {
    const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
    const headers = Object.entries(init.headers).map(([name, value]) => ` -H ${quote(`${name}: ${name === 'Authorization' ? 'Bearer TOKEN' : value}`)}`);
    return `curl -i${init.method === 'GET' ? ' -N' : ` -X ${init.method}`}${headers.join('')}${init.body ? ` -d ${quote(init.body)}` : ''} ${quote(location.origin + path)}`;
  }

  async send(output, stop) {
    const request = this.request();
    const status = make('p', { class: 'status' }, '…');
    const body = make('pre', {});
    output.replaceChildren(make('pre', { class: 'curl' }, this.curl(request)), status, body);
    const abort = new AbortController();
    stop.hidden = false;
    stop.onclick = () => abort.abort();
    try {
      const response = await fetch(request[0], { ...request[1], signal: abort.signal });
      const kept = ['retry-after', 'age', 'content-type', 'allow'].filter((name) => response.headers.has(name));
      status.className = `status ${response.ok ? 'good' : 'bad'}`;
      status.textContent = [`${response.status} ${response.statusText}`, ...kept.map((name) => `${name}: ${response.headers.get(name)}`)].join(' · ');
      await this.show(response, body);
    } catch (failure) {
      if (failure.name === 'AbortError') body.append('\n(stopped)');
      else { status.className = 'status bad'; status.textContent = String(failure); }
    } finally {
      stop.hidden = true;
    }
  }

  /** Shows what comes as it comes: a stream has no end. */
  async show(response, body) {
    if (!response.body) return;
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    let whole = '';
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      whole += decoder.decode(chunk.value, { stream: true });
      body.textContent = whole;
    }
    if ((response.headers.get('content-type') ?? '').includes('json')) {
      try { body.textContent = JSON.stringify(JSON.parse(whole), null, 2); } catch { body.textContent = whole; }
    }
  }

  responses() {
    const rows = Object.entries(this.operation.responses).map(([status, reference]) => {
      const response = this.document.resolve(reference);
      const content = Object.entries(response.content ?? {})[0];
      const cell = make('td', {}, ...prose(response.description));
      if (content && content[1].example !== undefined) {
        const example = content[1].example;
        const text = typeof example === 'string' ? example : JSON.stringify(example, null, 2);
        cell.append(make('details', {}, make('summary', {}, content[0]), make('pre', {}, text),
          make('details', {}, make('summary', {}, 'Schema'), make('pre', {}, this.document.schema(content[1].schema)))));
      }
      return make('tr', {}, make('td', { class: 'name' }, status), cell);
    });
    return [make('h3', {}, 'Answers'), make('table', {}, make('tbody', {}, ...rows))];
  }
}

/** Opens the operation that the address names. */
function open() {
  const chosen = location.hash && byId(location.hash.slice(1));
  if (chosen) { chosen.open = true; chosen.scrollIntoView(); }
}

async function start() {
  const json = await (await fetch('/openapi.json')).json();
  const described = new Document(json);
  byId('title').textContent = `${json.info.title} ${json.info.version}`;
  byId('summary').textContent = json.info.summary;
  byId('about').append(...prose(json.info.description));
  const operations = described.operations();
  byId('loading').remove();
  for (const tag of json.tags) {
    const own = operations.filter((operation) => operation.tags.includes(tag.name));
    if (own.length === 0) continue;
    byId('contents').append(make('h2', {}, tag.name), ...own.map((operation) => make('a', { href: `#${operation.operationId}` }, operation.summary)));
    byId('operations').append(make('h2', {}, tag.name), ...prose(tag.description), ...own.map((operation) => new Operation(described, operation).element()));
  }
  open();
  addEventListener('hashchange', open);
}

start().catch((failure) => { (byId('loading') ?? byId('operations')).textContent = `The document could not be read: ${failure}`; });
