/** Escalation, calls, and what is sent to the phone on call and to the operators beside Slack. */

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table liaison_cards add escalated_at timestamptz;

    create table notices (
      id uuid primary key, dedupe text not null unique, card_id uuid references liaison_cards, via text not null,
      to_sealed bytea not null, body_sealed bytea not null, state text not null default 'queued',
      provider_id text, error_code text,
      created_at timestamptz not null, claimed_at timestamptz, sent_at timestamptz);
    create index notices_waiting on notices (created_at) where state in ('queued', 'sending', 'failed');

    create table calls (
      id uuid primary key, purpose text not null, card_id uuid references liaison_cards,
      delivery_id uuid references deliveries, conversation_id uuid references conversations,
      to_sealed bytea not null, state text not null default 'queued', provider_sid text,
      outcome text, keys text not null default '', place int not null default 0, answered_by text,
      created_at timestamptz not null, claimed_at timestamptz, placed_at timestamptz,
      answered_at timestamptz, ended_at timestamptz);
    create index calls_by_conversation on calls (conversation_id, created_at) where conversation_id is not null;
    create index calls_by_delivery on calls (delivery_id) where delivery_id is not null;
    create index calls_open on calls (created_at) where state <> 'ended';
    create unique index calls_by_sid on calls (provider_sid);
  `.execute(db);
}
