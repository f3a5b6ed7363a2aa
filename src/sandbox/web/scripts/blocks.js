/** Block Kit as Slack shows it. plain_text stays text to the letter; mrkdwn is rendered; buttons press. */

import { confirmPress } from './confirm.js';
import { element } from './dom.js';
import { withSigns } from './emoji.js';
import { createField, newId } from './fields.js';
import { createMenu } from './menu.js';
import { formatSlackDate, link, mention, renderMrkdwn } from './mrkdwn.js';

/**
 * context: { names, people, press(element, blockId, node, value), keep(blockId, element, field) }
 * `keep` is told of every field whose state a form will want.
 */
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
  image: (block) =>
    element(
      'figure',
      { class: 'block block-image' },
      block.title && element('figcaption', {}, withSigns(block.title.text)),
      imagePlace(block),
    ),
  input: renderInput,
};

function renderInput(block, context) {
  const field = createField(block.element, {
    people: context.people,
    changed: () => {
      if (block.dispatch_action === true)
        context.press(block.element, block.block_id, field.node, field.read());
    },
  });
  if (field === undefined) return renderUnknown(block.element);
  const [labelId, noteId, errorId] = [newId('label'), newId('hint'), newId('error')];
  const isGroup = field.control.getAttribute('role') !== null;
  field.control.id ||= newId('field');
  field.control.setAttribute('aria-labelledby', labelId);
  field.control.setAttribute('aria-describedby', `${noteId} ${errorId}`);
  if (block.optional !== true && !isGroup) field.control.setAttribute('aria-required', 'true');
  const error = element('p', { class: 'field-error', id: errorId });
  context.keep?.(block.block_id, block.element, field, error);
  return element(
    'div',
    { class: 'block block-input' },
    element(
      isGroup ? 'p' : 'label',
      { class: 'field-label', id: labelId, ...(isGroup ? {} : { for: field.control.id }) },
      withSigns(block.label.text),
      block.optional === true && element('span', { class: 'field-optional' }, ' (optional)'),
    ),
    field.node,
    block.hint && element('p', { class: 'field-hint', id: noteId }, withSigns(block.hint.text)),
    error,
  );
}

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

/** A picture in Slack is shown; one that lives elsewhere is not, since this page asks nobody else for anything. */
function imagePlace(image) {
  const file = image.slack_file?.id;
  return file === undefined
    ? element('span', { class: 'image-place' }, image.alt_text)
    : element('img', { class: 'slack-image', src: `/sandbox/api/file/${file}`, alt: image.alt_text });
}

function renderControl(control, blockId, context) {
  if (control.type === 'button') {
    const button = element(
      'button',
      {
        type: 'button',
        class: `slack-button ${control.style ?? ''}`,
        'aria-label': control.accessibility_label,
        onclick: () => press(control, blockId, button, undefined, context),
      },
      withSigns(control.text.text),
    );
    return button;
  }
  if (control.type === 'overflow')
    return createMenu(control.options, 'More actions', (value, button) =>
      press(control, blockId, button, value, context),
    );
  if (control.type === 'image') return imagePlace(control);
  const field = createField(control, {
    people: context.people,
    changed: () => press(control, blockId, field.control, field.read(), context),
  });
  if (field === undefined) return renderUnknown(control);
  field.control.setAttribute('aria-label', control.placeholder?.text ?? 'Choose');
  context.keep?.(blockId, control, field);
  return field.node;
}

/** Slack asks first where the element wants it; a refused choice goes back to nothing. */
async function press(control, blockId, node, value, context) {
  if (control.confirm !== undefined && !(await confirmPress(control.confirm))) return;
  if (control.url !== undefined) window.open(control.url, '_blank', 'noreferrer,noopener');
  await context.press(control, blockId, node, value);
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
