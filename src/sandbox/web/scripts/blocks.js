/** Block Kit as Slack shows it. plain_text stays text to the letter; mrkdwn is rendered; buttons press. */

import { element } from './dom.js';
import { withSigns } from './emoji.js';
import { formatSlackDate, link, mention, renderMrkdwn } from './mrkdwn.js';

/** context: { names, press(element, blockId, button) } */
export function renderBlocks(blocks, context) {
  return blocks.map((block) => (RENDERERS[block.type] ?? renderUnknown)(block, context));
}

const RENDERERS = {
  header: (block) => element('h4', { class: 'block block-header' }, withSigns(block.text.text)),
  divider: () => element('hr', { class: 'block block-divider' }),
  section: renderSection,
  context: (block, context) =>
    element(
      'div',
      { class: 'block block-context' },
      block.elements.map((part) => element('span', {}, renderTextOrImage(part, context))),
    ),
  actions: (block, context) =>
    element(
      'div',
      { class: 'block block-actions' },
      block.elements.map((control) => renderControl(control, block.block_id, context)),
    ),
  rich_text: (block, context) =>
    element(
      'div',
      { class: 'block block-rich' },
      block.elements.map((part) => renderRichPart(part, context)),
    ),
  image: (block) => imagePlace(block),
};

function renderSection(block, context) {
  return element(
    'div',
    { class: 'block block-section' },
    element(
      'div',
      { class: 'section-body' },
      block.text && element('div', { class: 'section-text' }, renderText(block.text, context)),
      block.fields &&
        element(
          'div',
          { class: 'section-fields' },
          block.fields.map((field) => element('div', { class: 'section-field' }, renderText(field, context))),
        ),
    ),
    block.accessory &&
      element('div', { class: 'section-accessory' }, renderControl(block.accessory, block.block_id, context)),
  );
}

function renderText(text, context) {
  return text.type === 'mrkdwn' ? renderMrkdwn(text.text, context.names) : withSigns(text.text);
}

function renderTextOrImage(part, context) {
  return part.type === 'image' ? imagePlace(part) : renderText(part, context);
}

/** Images live elsewhere, and this page asks nobody else for anything. */
function imagePlace(image) {
  return element('span', { class: 'image-place' }, image.alt_text);
}

function renderControl(control, blockId, context) {
  if (control.type === 'button') {
    const button = element(
      'button',
      {
        type: 'button',
        class: `slack-button ${control.style ?? ''}`,
        'aria-label': control.accessibility_label,
        onclick: () => context.press(control, blockId, button),
      },
      withSigns(control.text.text),
    );
    return button;
  }
  if (control.type === 'static_select')
    return element(
      'select',
      { class: 'slack-select', disabled: true, 'aria-label': control.placeholder?.text ?? 'Select' },
      element('option', {}, control.placeholder?.text ?? 'Select'),
    );
  return control.type === 'image' ? imagePlace(control) : renderUnknown(control);
}

const RICH_PARTS = {
  rich_text_section: 'div',
  rich_text_quote: 'blockquote',
  rich_text_preformatted: 'pre',
};

function renderRichPart(part, context) {
  if (part.type === 'rich_text_list')
    return element(
      part.style === 'ordered' ? 'ol' : 'ul',
      { class: `rich-list indent-${part.indent ?? 0}` },
      part.elements.map((item) => element('li', {}, renderRichInline(item.elements, context))),
    );
  return element(
    RICH_PARTS[part.type] ?? 'div',
    { class: 'rich-part' },
    renderRichInline(part.elements, context),
  );
}

function renderRichInline(parts, context) {
  return parts.flatMap((part) => {
    if (part.type === 'text') return withStyle(part.text, part.style);
    if (part.type === 'link') return link(part.url, part.text ?? part.url);
    if (part.type === 'user') return mention(`@${context.names.users[part.user_id] ?? part.user_id}`);
    if (part.type === 'channel')
      return mention(`#${context.names.channels[part.channel_id] ?? part.channel_id}`);
    if (part.type === 'emoji') return withSigns(`:${part.name}:`);
    if (part.type === 'date') return formatSlackDate(part.timestamp, part.format, part.fallback ?? '');
    return '';
  });
}

const STYLE_TAGS = { bold: 'strong', italic: 'em', strike: 's', code: 'code', underline: 'u' };

function withStyle(text, style = {}) {
  return Object.entries(STYLE_TAGS).reduce(
    (node, [name, tag]) => (style[name] === true ? element(tag, {}, node) : node),
    text,
  );
}

function renderUnknown(block) {
  return element('p', { class: 'block block-unknown' }, `The sandbox does not draw ${block.type}.`);
}
