/** The action and callback ids of the desk. A card in Slack keeps its buttons for ever, so an id never changes its meaning. */

export const ACTION = {
  acknowledge: 'tip_acknowledge',
  assign: 'tip_assign',
  enRoute: 'party_en_route',
  onScene: 'party_on_scene',
  release: 'party_release',
  ask: 'tip_ask',
  close: 'tip_close',
  reopen: 'tip_reopen',
  reroute: 'tip_reroute',
  reveal: 'tip_reveal',
  showAll: 'tip_show_all',
  undo: 'tip_undo',
  merge: 'tip_merge',
} as const;

export type ActionName = keyof typeof ACTION;

/** The menu "More" on a card: its chosen option is `<action name>:<card id>`, and acts as that button would. */
export const MORE_ACTION = 'tip_more';

export function moreValue(name: ActionName, cardId: string): string {
  return `${name}:${cardId}`;
}

export function parseMoreValue(value: string | undefined): { actionId: string; cardId: string } | undefined {
  const [name = '', cardId = ''] = (value ?? '').split(':');
  return name in ACTION && cardId !== '' ? { actionId: ACTION[name as ActionName], cardId } : undefined;
}

/** The modals. */
export const VIEW = {
  assign: 'tip_assign',
  ask: 'tip_ask',
  askPreview: 'tip_ask_preview',
  close: 'tip_close',
  reroute: 'tip_reroute',
  reveal: 'tip_reveal',
  merge: 'tip_merge',
  showAll: 'tip_show_all',
} as const;
