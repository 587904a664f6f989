/** The control page's behaviour. Text from mails and requests only ever becomes text nodes, or a sandboxed frame. */
export const PAGE_SCRIPT = `
const byId = id => document.getElementById(id);
const control = async (method, path, body) => {
  const answer = await fetch('/_control' + path, { method, headers: body ? { 'content-type': 'application/json' } : {}, body: body && JSON.stringify(body) });
  const text = await answer.text();
  const value = text ? JSON.parse(text) : null;
  if (!answer.ok) throw new Error((value && (value.error || (value.details && value.details[0] && value.details[0].issue))) || answer.status);
  return value;
};
const make = (tag, text, name) => { const node = document.createElement(tag); if (text !== undefined && text !== null) node.textContent = text; if (name) node.className = name; return node; };
const button = (text, label, act) => {
  const node = make('button', text);
  node.type = 'button';
  node.setAttribute('aria-label', text + ': ' + label);
  node.addEventListener('click', () => attempt(act, text + ' done: ' + label));
  return node;
};
const attempt = async (act, words) => {
  try { await act(); byId('status').textContent = words; } catch (error) { byId('status').textContent = 'That did not work: ' + error.message; }
  await refresh(true);
};
const shown = {};
const table = (id, caption, heads, rows, empty) => {
  const key = JSON.stringify(rows.map(row => row.map(cell => cell instanceof Node ? cell.textContent : cell)));
  if (shown[id] === key) return;
  shown[id] = key;
  const place = byId(id);
  const focused = place.contains(document.activeElement) ? document.activeElement.getAttribute('aria-label') : null;
  if (rows.length === 0) { place.replaceChildren(make('p', empty, 'empty')); return; }
  const grid = make('table');
  grid.append(make('caption', caption));
  const head = grid.createTHead().insertRow();
  for (const text of heads) { const cell = make('th', text); cell.scope = 'col'; head.append(cell); }
  const body = grid.createTBody();
  for (const row of rows) { const line = body.insertRow(); for (const cell of row) line.insertCell().append(cell instanceof Node ? cell : document.createTextNode(cell ?? '')); }
  const scroll = make('div', undefined, 'scroll');
  scroll.tabIndex = 0; scroll.setAttribute('role', 'region'); scroll.setAttribute('aria-label', caption);
  scroll.append(grid);
  place.replaceChildren(scroll);
  if (focused) for (const node of place.querySelectorAll('button')) if (node.getAttribute('aria-label') === focused) node.focus();
};
const group = nodes => { const cell = make('span'); cell.append(...nodes); return cell; };
const clock = iso => new Date(iso).toLocaleTimeString();
const openMail = mail => {
  byId('mail-subject').textContent = mail.subject;
  byId('mail-people').textContent = mail.sender + ' → ' + mail.to.concat(mail.cc, mail.bcc).join(', ');
  const pieces = mail.text.split(/(https?:\\/\\/[^\\s<>"]+)/).map((piece, index) => {
    if (index % 2 === 0) return document.createTextNode(piece);
    const link = make('a', piece); link.href = piece; link.rel = 'noreferrer'; return link;
  });
  byId('mail-text').replaceChildren(...pieces);
  byId('mail-html').hidden = mail.html === '';
  byId('mail-html').srcdoc = '<base target="_blank">' + mail.html;
  byId('mail-dialog').showModal();
};
const showMail = async () => {
  const to = byId('mail-to').value.trim();
  const { data } = await control('GET', '/mail' + (to ? '?to=' + encodeURIComponent(to) : ''));
  table('mail', 'Mails, newest first', ['At', 'To', 'Subject', 'Actions'], data.slice(0, 50).map(mail => [clock(mail.receivedAt), mail.to.join(', '), mail.subject,
    button('Open', mail.subject + ' to ' + mail.to[0], () => openMail(mail))]), 'No mail yet.');
};
const showOrders = async () => {
  const { data } = await control('GET', '/paypal/orders');
  table('orders', 'Orders, newest first', ['Order', 'Amount', 'State', 'Next capture', 'Capture', 'Actions'], data.slice(0, 50).map(order => {
    const post = (path, body) => () => control('POST', '/paypal/' + path, body || {});
    const acts = order.capture === null ? [
      button('Approve', order.id, post('orders/' + order.id + '/approve')),
      button('Approve, pending', order.id, post('orders/' + order.id + '/approve', { capture: 'PENDING' })),
      button('Decline', order.id, post('orders/' + order.id + '/decline'))]
      : order.capture.status === 'PENDING' ? [
        button('Complete', order.capture.id, post('captures/' + order.capture.id + '/settle', { status: 'COMPLETED' })),
        button('Deny', order.capture.id, post('captures/' + order.capture.id + '/settle', { status: 'DECLINED' }))]
      : order.capture.status === 'COMPLETED' ? [
        button('Refund', order.capture.id, post('captures/' + order.capture.id + '/refund')),
        button('Charge back', order.capture.id, post('captures/' + order.capture.id + '/reverse'))] : [];
    return [order.id, order.amount + ' ' + order.currency, order.status, order.capture ? '' : order.nextCapture, order.capture ? order.capture.id + ' ' + order.capture.status : '', group(acts)];
  }), 'No orders yet.');
};
const consoleWords = screen => {
  if (!screen) return 'none';
  const place = screen.port === null ? 'nobody asked yet' : screen.state + ', port ' + screen.port;
  return place + (screen.connections ? ', ' + screen.connections + ' watching' : '') + (screen.fault.fault === 'none' ? '' : ', fault: ' + screen.fault.fault);
};
const showScreen = async server => {
  const screen = await control('GET', '/rfb/servers/' + server.id);
  byId('screen-title').textContent = 'Screen of ' + (server.hostname || server.name || server.id);
  byId('screen-state').textContent = screen.host + ':' + screen.port + ' ' + screen.state + (screen.lines.length ? ', ' + screen.resolution.width + ' × ' + screen.resolution.height + ', ' + screen.keysReceived + ' keys received' : '');
  byId('screen-text').textContent = screen.lines.length ? screen.lines.join('\\n') : 'The screen is dark.';
  byId('screen-fault').value = screen.fault.fault;
  byId('screen-dialog').dataset.server = server.id;
  if (!byId('screen-dialog').open) byId('screen-dialog').showModal();
};
const showServers = async () => {
  const { data } = await control('GET', '/virtfusion/servers');
  table('servers', 'Servers on the hypervisors', ['Id', 'Name', 'Owner', 'Plan', 'Place', 'System', 'Address', 'State', 'Power', 'Console', 'Actions'], data.map(server => [String(server.id), server.name, server.owner,
    server.plan, server.location, server.system, server.address, server.state + (server.suspended ? ', suspended' : '') + (server.deleteAt ? ', to be deleted' : ''), server.power,
    consoleWords(server.console), server.console ? group([button('Look', 'screen of ' + (server.name || server.id), () => showScreen(server))]) : '']), 'No servers yet.');
};
const showFaults = async () => {
  const { data } = await control('GET', '/faults');
  table('faults', 'Faults switched on', ['Service', 'Fault', 'Where', 'Left', 'Hits', 'Actions'], data.map(fault => [fault.service, fault.fault + (fault.fault === 'status' ? ' ' + (fault.status || 500) : '') + (fault.after ? ', after the work' : ''),
    (fault.method || 'any') + ' ' + (fault.path || 'any path'), fault.remaining === null ? 'always' : String(fault.remaining), String(fault.hits),
    button('Remove', fault.service + ' ' + fault.fault + ' ' + fault.id, () => control('DELETE', '/faults/' + fault.id))]), 'Everything works.');
};
const showJournal = async () => {
  const service = byId('journal-service').value;
  const { data } = await control('GET', '/requests?limit=50' + (service ? '&service=' + service : ''));
  table('journal', 'Exchanges, newest first', ['At', 'Service', 'Call', 'Answer', 'ms'], data.map(entry => {
    const isBad = entry.unknown || entry.status === null || entry.status >= 400;
    const words = entry.unknown ? 'no such path' : entry.status === null ? 'no answer' : String(entry.status);
    return [clock(entry.at), entry.service + (entry.direction === 'out' ? ' → product' : ''), entry.method + ' ' + entry.path,
      make('span', words + (entry.fault ? ' (fault: ' + entry.fault + ')' : ''), isBad ? 'bad' : 'good'), String(entry.durationMs)];
  }), 'Nothing was asked yet.');
};
const showClock = async () => { const { now, aheadHours } = await control('GET', '/clock'); byId('clock').textContent = new Date(now).toLocaleString() + (aheadHours ? ' (' + aheadHours + ' h ahead)' : ''); };
let isLost = false;
const refresh = async force => {
  if (document.hidden && !force) return;
  try {
    await Promise.all([showMail(), showOrders(), showServers(), showFaults(), showJournal(), showClock()]);
    if (isLost) byId('status').textContent = '';
    isLost = false;
  } catch { isLost = true; byId('status').textContent = 'The sandbox does not answer.'; }
};
byId('mail-close').addEventListener('click', () => byId('mail-dialog').close());
byId('screen-close').addEventListener('click', () => byId('screen-dialog').close());
byId('screen-fault').addEventListener('change', () => attempt(() => control('POST', '/rfb/servers/' + byId('screen-dialog').dataset.server + '/fault', { fault: byId('screen-fault').value }), 'The console’s fault was changed.'));
byId('mail-to').addEventListener('input', () => refresh(true));
byId('journal-service').addEventListener('change', () => refresh(true));
byId('clock-form').addEventListener('submit', event => { event.preventDefault(); attempt(() => control('POST', '/clock/advance', { hours: Number(byId('hours').value) }), 'The clock was moved.'); });
byId('fault-form').addEventListener('submit', event => {
  event.preventDefault();
  const form = new FormData(event.target);
  const body = { service: form.get('service'), fault: form.get('fault') };
  for (const name of ['method', 'path']) if (form.get(name)) body[name] = form.get(name);
  if (body.fault === 'status') body.status = Number(form.get('status'));
  if (body.fault === 'delay') body.delayMs = Number(form.get('delayMs'));
  if (form.get('times')) body.times = Number(form.get('times'));
  if (form.get('after')) body.after = true;
  attempt(() => control('POST', '/faults', body), 'The fault is switched on.');
});
refresh(true);
setInterval(refresh, 2000);
`;
