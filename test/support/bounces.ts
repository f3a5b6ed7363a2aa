/** Delivery status notifications as mail systems write them. The originals' words are planted, to see that none is kept. */

import { PLANTED } from './tips.js';

export interface BounceParts {
  to?: string;
  envid?: string | undefined;
  messageId?: string | undefined;
  action?: string;
  status?: string;
  diagnostic?: string;
}

/** As Postfix writes it: https://www.postfix.org/DSN_README.html */
export function postfixBounce(parts: BounceParts): string {
  const { to = 'intake@hotline.example', action = 'failed', status = '5.1.1' } = parts;
  const diagnostic = parts.diagnostic ?? `smtp; 550 5.1.1 <${to}>: Recipient address rejected ${PLANTED[0]}`;
  const lines = [
    'Return-Path: <>',
    'Date: Sun, 22 Nov 2026 12:00:05 +0000 (UTC)',
    'From: MAILER-DAEMON@mx.line.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'To: sightline@line.example',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4Z.1/mx.line.example"',
    'Message-Id: <20261122120005.5B@mx.line.example>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4Z.1/mx.line.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    `I'm sorry to have to inform you. ${PLANTED[0]}`,
    '',
    '--4Z.1/mx.line.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.line.example',
    ...(parts.envid === undefined ? [] : [`Original-Envelope-Id: ${parts.envid}`]),
    'X-Postfix-Queue-ID: 4Z1',
    'Arrival-Date: Sun, 22 Nov 2026 12:00:04 +0000 (UTC)',
    '',
    `Final-Recipient: rfc822; ${to}`,
    `Original-Recipient: rfc822;${to}`,
    `Action: ${action}`,
    `Status: ${status}`,
    'Remote-MTA: dns; mx.hotline.example',
    `Diagnostic-Code: ${diagnostic}`,
    '',
    '--4Z.1/mx.line.example',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    `From: Sightline tip line <sightline@line.example>`,
    ...(parts.messageId === undefined ? [] : [`Message-ID:`, ` <${parts.messageId}>`]),
    `Subject: ${PLANTED[0]}`,
    '',
    '--4Z.1/mx.line.example--',
    '',
  ];
  return lines.join('\n');
}

/** As Exchange writes it: the whole original returned, no envelope id, codes in another order. */
export function exchangeBounce({
  messageId = '',
  status = '5.7.1',
}: Pick<BounceParts, 'messageId' | 'status'>): string {
  const lines = [
    'From: Microsoft Outlook <postmaster@hotline.example>',
    'To: <sightline@line.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type="delivery-status"; boundary="ex_1"',
    'X-MS-Exchange-Message-Is-Ndr:',
    'Content-Language: en-US',
    'Subject: Undeliverable: tip',
    '',
    '--ex_1',
    'Content-Type: multipart/alternative; boundary="ex_2"',
    '',
    '--ex_2',
    'Content-Type: text/html; charset="us-ascii"',
    '',
    `<html><p>Your message couldn't be delivered ${PLANTED[0]}</p></html>`,
    '--ex_2--',
    '',
    '--ex_1',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;mail.hotline.example',
    '',
    'Final-recipient: RFC822; intake@hotline.example',
    'Action: FAILED',
    `Status: ${status}`,
    `Diagnostic-Code: smtp;550 ${status} RESOLVER.RST.NotAuthorized; ${PLANTED[0]}`,
    '',
    '--ex_1',
    'Content-Type: message/rfc822',
    '',
    'From: Sightline tip line <sightline@line.example>',
    `Message-ID: <${messageId}>`,
    'Subject: tip',
    'Content-Type: text/plain',
    '',
    `what the witness wrote: ${PLANTED[0]} ${PLANTED[1]}`,
    '',
    '--ex_1--',
    '',
  ];
  return lines.join('\n');
}

/** A person at the hotline answers the mail. */
export function humanReply(messageId: string): string {
  return [
    'From: Call taker <intake@hotline.example>',
    'To: sightline@line.example',
    'Subject: Re: Happening now',
    `In-Reply-To: <${messageId}>`,
    'Content-Type: text/plain',
    '',
    `Thank you. ${PLANTED[0]}`,
    '',
  ].join('\n');
}
