/** Building elements. All text goes in as text nodes: nothing that arrives is ever read as HTML. */

/**
 * element('p', { class: 'note', 'aria-label': '…', onclick: fn }, 'text', child, …)
 * Null, undefined and false children are left out.
 */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`the page has no #${id}`);
  return node;
}

/** Keeps a log at its end, unless the reader has scrolled up to read. */
export function keepAtEnd(log, change) {
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
  change();
  if (wasAtEnd) showEnd(log);
}

/** The newest message; one that is taller than the log from its beginning. */
export function showEnd(log) {
  log.scrollTop = log.scrollHeight;
  const last = [...log.querySelectorAll(':scope > article')].at(-1);
  if (last !== undefined && last.offsetTop < log.scrollTop) log.scrollTop = last.offsetTop - 8;
}

/** For screen readers: what arrived outside the phone. */
export function announce(text) {
  byId('announcer').textContent = text;
}
