/** The two shells of every modal: one that asks, and one that only says. */

import { type KnownBlock, type ModalView } from '@slack/web-api';

export function formModal(form: {
  callbackId: string;
  /** What the submission is about; it comes back with it. */
  about: string;
  title: string;
  submit: string;
  close?: string;
  blocks: KnownBlock[];
}): ModalView {
  return {
    type: 'modal',
    callback_id: form.callbackId,
    private_metadata: form.about,
    title: { type: 'plain_text', text: form.title },
    submit: { type: 'plain_text', text: form.submit },
    close: { type: 'plain_text', text: form.close ?? 'Cancel' },
    blocks: form.blocks,
  };
}

/** Words to read and nothing to send. */
export function noticeModal(callbackId: string, title: string, blocks: KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callbackId,
    title: { type: 'plain_text', text: title },
    close: { type: 'plain_text', text: 'Close' },
    blocks,
  };
}
