/** The spine: witnesses, conversations, messages, tips, deliveries, cards. */

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table key_check (id int primary key check (id = 1), key_id bytea not null, sealed bytea not null);

    create table flow_versions (
      id text not null, version int not null, hash text not null, title text not null, document text not null,
      created_at timestamptz not null default now(),
      primary key (id, version), unique (id, hash));

    create table witnesses (
      id uuid primary key, channel text not null, address_hash bytea not null, address_sealed bytea not null,
      alias text not null, opted_out_at timestamptz, conversation_id uuid,
      created_at timestamptz not null default now(),
      unique (channel, address_hash));

    create table conversations (
      id uuid primary key, witness_id uuid not null references witnesses, flow_id text not null,
      flow_version int not null, flow_hash text not null, snapshot_sealed bytea, turn_sealed bytea,
      state text not null, reply_from_sealed bytea not null, tip_id uuid,
      started_at timestamptz not null default now(), last_message_at timestamptz not null default now(),
      foreign key (flow_id, flow_version) references flow_versions (id, version));
    create index conversations_by_witness on conversations (witness_id);

    create table inbound_messages (
      id uuid primary key, channel text not null, provider_id text not null, witness_id uuid not null,
      conversation_id uuid not null, body_sealed bytea not null, received_at timestamptz not null default now(),
      silence_reason text, answered_by uuid,
      unique (channel, provider_id));
    create index inbound_by_conversation on inbound_messages (conversation_id, received_at);

    create table outbound_messages (
      id uuid primary key, conversation_id uuid not null, witness_id uuid not null, intent text not null,
      settles boolean not null default false, body_sealed bytea not null, state text not null default 'queued', provider_id text, error_code text,
      created_at timestamptz not null default now(), claimed_at timestamptz, sent_at timestamptz);
    create index outbound_waiting on outbound_messages (conversation_id) where state in ('queued', 'sending');
    create unique index outbound_by_provider on outbound_messages (provider_id) where provider_id is not null;

    create table tips (
      id uuid primary key, reference text not null unique, conversation_id uuid not null, witness_id uuid not null,
      status text not null, urgency text not null, revision int not null, jurisdictions text[] not null,
      is_test boolean not null default false,
      first_contact_at timestamptz not null, created_at timestamptz not null default now(), submitted_at timestamptz);
    create index tips_by_time on tips (created_at);

    create table tip_revisions (
      tip_id uuid not null references tips, revision int not null, document_sealed bytea not null,
      created_at timestamptz not null default now(), primary key (tip_id, revision));

    create table deliveries (
      id uuid primary key, tip_id uuid not null references tips, revision int not null, route text not null,
      state text not null default 'queued', idempotency_key text not null, attempts int not null default 0,
      receipt text, last_error_code text, alerts text[] not null default '{}',
      created_at timestamptz not null default now(), handed_over_at timestamptz, acknowledged_at timestamptz,
      unique (tip_id, revision, route));
    create index deliveries_open on deliveries (created_at) where state in ('queued', 'attempting');

    create table liaison_cards (
      id uuid primary key, tip_id uuid not null references tips, jurisdiction text not null, channel text,
      message_ts text, state text not null default 'queued', revision_shown int not null default 0,
      alerts text[] not null default '{}', created_at timestamptz not null default now(),
      claimed_at timestamptz, posted_at timestamptz, acknowledged_at timestamptz, acknowledged_by text,
      unique (tip_id, jurisdiction));

    create table tip_events (
      id bigint generated always as identity primary key, tip_id uuid not null references tips, kind text not null,
      actor text, detail text, at timestamptz not null default now());
    create index tip_events_by_tip on tip_events (tip_id, at);
  `.execute(db);
}
