/** The wiring of the people beside the witness: the states' desks, the staff who file tips, the hotline's phone. */

import { type Channels } from '../channels/channels.js';
import { type DeskDeps } from '../handoff/desk/desk-deps.js';
import { type VoiceRouteDeps } from '../handoff/voice-call.js';
import { createLiaison, type Liaison } from '../liaison/desk.js';
import { createOperatorMail } from '../liaison/operator-mail.js';
import { type OperatorMail, type PhoneTexts } from '../liaison/ports.js';
import { type States } from '../liaison/states.js';
import { createMailer } from '../mailer.js';
import { type Parts, type Stops } from './parts.js';

/** How the operators are told beside Slack. */
export interface OperatorPaths {
  mail: OperatorMail | undefined;
  texts: PhoneTexts | undefined;
}

export function createOperatorPaths({ options }: Parts, channels: Channels, stops: Stops): OperatorPaths {
  const { mail, operators } = options.settings;
  const mailer = mail === undefined || operators.email === undefined ? undefined : createMailer(mail);
  stops.push(() => mailer?.close());
  return { mail: mailer && createOperatorMail(mailer), texts: channels.phone?.texts };
}

export function createDesk(
  { options, configuration, store, vault, tables, now, logger, crashPoint }: Parts,
  channels: Channels,
  paths: OperatorPaths,
): Liaison {
  const { operators } = options.settings;
  return createLiaison({
    store,
    vault,
    slack: channels.slack?.client,
    states: withChannels(configuration.states, options.stateChannels ?? {}),
    deskDefaults: configuration.deskDefaults,
    ...paths,
    operators,
    channels: {
      national: options.settings.slack?.nationalChannel,
      operator: options.settings.slack?.operatorChannel,
    },
    signLabels: configuration.signLabels,
    questions: configuration.questions,
    revealDefault: configuration.deskDefaults.reveal,
    logger,
    now,
    crashPoint,
    mapTables: () => tables().gazetteer,
    postIntervalMs: options.settings.slack?.postIntervalMs,
  });
}

/** What staff work with who file a tip at the hotline themselves. */
export function createFilingDesk(
  { options, configuration, store, vault, now, logger, crashPoint }: Parts,
  channels: Channels,
): DeskDeps {
  const { slack } = options.settings;
  return {
    ...{ store, vault, now, logger, crashPoint },
    slack: channels.slack?.client,
    operatorChannel: slack?.operatorChannel,
    plan: configuration.hotline,
    signLabels: configuration.signLabels,
    postIntervalMs: slack?.postIntervalMs,
  };
}

function withChannels(states: States, channels: Readonly<Record<string, string>>): States {
  const entries = Object.entries(states).map(([code, state]) => {
    const channel = channels[code];
    return [code, channel === undefined ? state : { ...state, channel }] as const;
  });
  return Object.fromEntries(entries);
}

export function describeVoiceRoute({
  options,
  configuration,
  store,
  vault,
  now,
}: Parts): VoiceRouteDeps | undefined {
  const { hotlinePhone: hotline } = options.settings;
  if (hotline === undefined) return undefined;
  return { store, vault, hotline, language: 'en', signLabels: configuration.signLabelsByLanguage, now };
}
