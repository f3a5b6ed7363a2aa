/** Pictures chosen for the next text, as Twilio takes them: ten of them, 5 MB in all. */

import { byId, element } from './dom.js';

const MAX_PICTURES = 10;
const MAX_BYTES = 5 * 1024 * 1024;

export function createPictures() {
  const file = byId('picture-file');
  const list = byId('composer-pictures');
  let chosen = [];

  function draw(note = '') {
    list.replaceChildren(
      ...chosen.map(({ name }, index) =>
        element(
          'li',
          {},
          name,
          element(
            'button',
            {
              type: 'button',
              'aria-label': `Leave out ${name}`,
              onclick: () => {
                chosen = chosen.filter((_picture, at) => at !== index);
                draw();
                byId('composer-text').focus();
              },
            },
            '×',
          ),
        ),
      ),
      ...(note === '' ? [] : [element('li', { class: 'is-note', role: 'alert' }, note)]),
    );
  }

  async function add(files) {
    const read = await Promise.all(
      files.map(async (one) => ({
        name: one.name,
        contentType: one.type,
        size: one.size,
        data: toBase64(new Uint8Array(await one.arrayBuffer())),
      })),
    );
    const next = [...chosen, ...read];
    const isTooMuch = next.length > MAX_PICTURES || next.reduce((sum, { size }) => sum + size, 0) > MAX_BYTES;
    if (!isTooMuch) chosen = next;
    draw(isTooMuch ? 'Twilio takes ten pictures and 5 MB at most.' : '');
  }

  byId('add-picture').addEventListener('click', () => file.click());
  file.addEventListener('change', () => {
    void add([...file.files]).then(() => {
      file.value = '';
      byId('composer-text').focus();
    });
  });
  return {
    /** The pictures for the text being sent; afterwards there are none. */
    take() {
      const taken = chosen.map(({ contentType, data }) => ({ contentType, data }));
      chosen = [];
      draw();
      return taken;
    },
    hasAny: () => chosen.length > 0,
  };
}

function toBase64(bytes) {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
