import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { renderEnvExample } from '../../src/env-example.js';
import { parseSettings } from '../../src/settings.js';

const TWILIO = {
  TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
  TWILIO_AUTH_TOKEN: 'token-that-must-stay-secret',
  TWILIO_NUMBER: '+15735550100',
  PUBLIC_URL: 'https://tips.example.org/',
};

describe('parseSettings', () => {
  it('needs nothing', () => {
    const settings = parseSettings({});
    expect(settings).toMatchObject({ port: 3000, replySettleMs: 1500, twilio: undefined, slack: undefined });
  });

  it('takes an empty variable as unset, as .env files write it', () => {
    expect(parseSettings({ PORT: '', DATABASE_URL: '' })).toEqual(parseSettings({}));
  });

  it('names every mistake at once and repeats no value', () => {
    const environment = { PORT: 'secret-port', PUBLIC_URL: 'secret-url', TWILIO_NUMBER: 'secret-number' };
    let message = '';
    try {
      parseSettings(environment);
    } catch (thrown) {
      message = String(thrown);
    }
    expect(message).toMatch(/PORT: .*\n.*PUBLIC_URL: .*\n.*TWILIO_NUMBER: /s);
    expect(message).not.toMatch(/secret-/);
  });

  it.each([
    [
      { TWILIO_ACCOUNT_SID: TWILIO.TWILIO_ACCOUNT_SID },
      /TWILIO_AUTH_TOKEN: needed together with TWILIO_ACCOUNT_SID/,
    ],
    [{ ...TWILIO, TWILIO_NUMBER: undefined }, /TWILIO_NUMBER or TWILIO_MESSAGING_SERVICE_SID/],
    [{ ...TWILIO, PUBLIC_URL: undefined }, /PUBLIC_URL: needed to check signatures/],
    [{ SMTP_URL: 'smtp://localhost' }, /HOTLINE_EMAIL: needed together with SMTP_URL/],
    [{ HOTLINE_PGP_KEY: 'hotline.asc' }, /HOTLINE_PGP_KEY: .*set SMTP_URL as well/],
    [{ BOUNCE_IMAP_URL: 'imaps://mail.example/INBOX' }, /BOUNCE_IMAP_URL: must be imaps:/],
    [
      { HOTLINE_WEBHOOK_SECRET: 'whsec_AAAA secret' },
      /HOTLINE_WEBHOOK_SECRET: must start with whsec_, then base64/,
    ],
    [{ SLACK_NATIONAL_CHANNEL: '#national' }, /SLACK_NATIONAL_CHANNEL: must be a Slack channel id/],
  ])('says what is missing: %#', (environment, expected) => {
    expect(() => parseSettings(environment)).toThrow(expected);
  });

  it('takes two webhook secrets, and what belongs to the mails', () => {
    const settings = parseSettings({
      HOTLINE_WEBHOOK_URL: 'https://hotline.example/tips',
      HOTLINE_WEBHOOK_SECRET: 'whsec_bmV3 whsec_b2xk',
      SMTP_URL: 'smtp://localhost',
      HOTLINE_EMAIL: 'tips@hotline.example',
      MAIL_FROM: 'line@tips.example',
      HOTLINE_PGP_KEY: '/etc/hotline.asc',
      BOUNCE_IMAP_URL: 'imaps://line%40tips.example:p@mail.example/INBOX',
    });
    expect(settings.webhook?.secret).toBe('whsec_bmV3 whsec_b2xk');
    expect(settings.email).toMatchObject({ from: 'line@tips.example', pgpKeyFile: '/etc/hotline.asc' });
  });

  it('prefers the messaging service and drops the last slash of PUBLIC_URL', () => {
    const settings = parseSettings({ ...TWILIO, TWILIO_MESSAGING_SERVICE_SID: `MG${'a'.repeat(32)}` });
    expect(settings.twilio?.from).toEqual({ messagingServiceSid: `MG${'a'.repeat(32)}` });
    expect(settings.publicUrl).toBe('https://tips.example.org');
  });
});

it('.env.example is what the settings schema says (npm run env-example)', () => {
  expect(readFileSync('.env.example', 'utf8')).toBe(renderEnvExample());
});
