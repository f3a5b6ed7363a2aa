/**
 * A complete receiver of Sightline's tips, yours to copy: `npm i standardwebhooks`, `node reference-receiver.mjs`.
 *
 *   SECRET        whsec_…, as agreed           PORT      default 8080
 *   RECEIPTS_URL  https://…/hotline/receipts   TIPS_DIR  where tips are kept, default tips
 *
 * It checks the signature, keeps each webhook-id once, on disk, and only then answers. It prints ids, never contents.
 * When a person has taken a tip, type `ack <webhook-id> <your case number>`: that calls back.
 */
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

const { SECRET = '', PORT = '8080', RECEIPTS_URL = '', TIPS_DIR = 'tips' } = process.env;
const webhook = new Webhook(SECRET);
mkdirSync(TIPS_DIR, { recursive: true, mode: 0o700 });

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  };
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const event = webhook.verify(Buffer.concat(chunks), request.headers);
    answer(200, { receiptId: keep(request.headers['webhook-id'], event) });
  } catch (fault) {
    answer(fault.name === 'WebhookVerificationError' ? 401 : 500, { error: 'not taken' });
  }
});

/** Flushed and renamed before it is answered; what is there already is answered again and not acted on again. */
function keep(id, { data: tip }) {
  const file = join(TIPS_DIR, `${id.replace(/[^\w.-]/g, '_')}.json`);
  if (!existsSync(file)) {
    writeFileSync(`${file}.part`, JSON.stringify(tip), { mode: 0o600, flush: true });
    renameSync(`${file}.part`, file);
    console.log(`tip ${id} ${tip.reference} ${tip.status} ${tip.urgency}`);
  }
  return `R-${tip.reference}-${tip.revision}`;
}

createInterface({ input: process.stdin }).on('line', async (line) => {
  const [, idempotencyKey, receipt] = /^ack (\S+) (\S+)$/.exec(line) ?? [];
  const at = new Date();
  const body = JSON.stringify({ idempotencyKey, receipt, acknowledgedAt: at.toISOString() });
  const headers = {
    'content-type': 'application/json',
    'webhook-id': `ack-${idempotencyKey}`,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': webhook.sign(`ack-${idempotencyKey}`, at, body),
  };
  const call = fetch(RECEIPTS_URL, { method: 'POST', headers, body });
  console.log(`ack ${idempotencyKey} ${await call.then(({ status }) => status).catch(() => 'no answer')}`);
});

server.listen(Number(PORT), () => console.log(`listening on ${server.address().port}`));
