/** The page's calls and its event stream. */

/** Resolves to the answer, or to { status: 0 } when the program is gone. */
export async function post(path, body = {}) {
  try {
    const response = await fetch(`/sandbox/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.ok ? await response.json() : { status: response.status };
  } catch {
    return { status: 0 };
  }
}

/** handlers: one function per event name, and connected(boolean). The browser reconnects by itself. */
export function listen({ connected, ...handlers }) {
  const source = new EventSource('/sandbox/api/events');
  source.addEventListener('open', () => connected(true));
  source.addEventListener('error', () => connected(false));
  for (const [name, handle] of Object.entries(handlers))
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
}
