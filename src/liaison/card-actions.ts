/** The buttons of a card: what is next stands first. Pure. */

import { type ActionsBlock, type Overflow } from '@slack/web-api';
import { type Tip } from '../tip/schema.js';
import { ACTION, type ActionName, MORE_ACTION, moreValue } from './action-ids.js';
import { actionsRow, button } from './card-progress.js';
import { type DeskView } from './progress.js';

export function cardActions(desk: DeskView, tip: Tip): ActionsBlock {
  const { cardId } = desk;
  if (desk.closed !== undefined)
    return actionsRow([
      button(ACTION.reopen, 'Reopen', cardId),
      more(cardId, [
        ['showAll', 'Show all'],
        ['undo', 'Undo my last step'],
      ]),
    ]);
  return actionsRow([
    ...(desk.acknowledged === undefined
      ? [button(ACTION.acknowledge, 'Acknowledge', cardId, 'primary')]
      : []),
    button(ACTION.assign, 'Assign', cardId, desk.acknowledged === undefined ? undefined : 'primary'),
    ...(tip.consent.followUp === true ? [button(ACTION.ask, 'Ask the witness', cardId)] : []),
    button(ACTION.close, 'Close', cardId),
    more(cardId, [
      ['showAll', 'Show all'],
      ['reroute', 'Not ours'],
      ['reveal', 'Show the number'],
      ['merge', 'Same as another tip'],
      ['undo', 'Undo my last step'],
    ]),
  ]);
}

/** https://docs.slack.dev/reference/block-kit/block-elements/overflow-menu-element: at most five options. */
function more(cardId: string, options: readonly (readonly [ActionName, string])[]): Overflow {
  return {
    type: 'overflow',
    action_id: MORE_ACTION,
    options: options.map(([name, label]) => ({
      text: { type: 'plain_text', text: label },
      value: moreValue(name, cardId),
    })),
  };
}
