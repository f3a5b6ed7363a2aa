/** The liaison desk: turn taking, threads, questions to the witness, pictures, similar tips, paced channels. */

import { type Kysely, sql } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table liaison_cards
      add closed_at timestamptz, add closed_by text, add outcome text,
      add rerouted_to text, add rerouted_from text,
      add escalation_rung int not null default 0,
      add merged_into uuid references liaison_cards,
      add map_file_id text, add map_place bytea,
      add waiting_rank int, add waiting_at timestamptz;
    create index liaison_cards_waiting on liaison_cards (channel, waiting_rank) where waiting_at is not null;
    create index liaison_cards_open on liaison_cards (channel, created_at) where closed_at is null;
    create index liaison_cards_by_jurisdiction on liaison_cards (jurisdiction, created_at);
    create index liaison_cards_merged on liaison_cards (merged_into) where merged_into is not null;

    create table slack_channels (channel text primary key, next_post_at timestamptz not null);

    create table card_parties (
      id uuid primary key, card_id uuid not null references liaison_cards, role text not null,
      slack_user text, name_sealed bytea,
      assigned_at timestamptz not null, assigned_by text not null,
      en_route_at timestamptz, en_route_by text, on_scene_at timestamptz, on_scene_by text,
      released_at timestamptz, released_by text);
    create index card_parties_by_card on card_parties (card_id);

    create table desk_notes (
      id uuid primary key, tip_id uuid not null references tips, card_id uuid references liaison_cards,
      kind text not null, actor text not null, body_sealed bytea not null, at timestamptz not null);
    create index desk_notes_by_tip on desk_notes (tip_id, at);

    create table thread_lines (
      id uuid primary key, seq bigint generated always as identity, card_id uuid not null references liaison_cards,
      body_sealed bytea not null, state text not null default 'queued', message_ts text,
      created_at timestamptz not null, posted_at timestamptz);
    create index thread_lines_waiting on thread_lines (card_id, seq) where state <> 'posted';

    create table questions (
      id uuid primary key, tip_id uuid not null references tips, card_id uuid not null references liaison_cards,
      conversation_id uuid not null references conversations, asked_by text not null, body_sealed bytea not null,
      state text not null default 'queued', outbound_id uuid,
      asked_at timestamptz not null, answered_at timestamptz);
    create index questions_open on questions (conversation_id) where state in ('queued', 'sent');
    create index questions_by_tip on questions (tip_id);

    create table attachments (
      id uuid primary key, conversation_id uuid not null references conversations, inbound_id uuid not null,
      content_type text not null, source_sealed bytea not null, state text not null default 'queued',
      refusal text, size int, content_sealed bytea, position_sealed bytea,
      received_at timestamptz not null, stored_at timestamptz, deleted_at_provider_at timestamptz);
    create index attachments_by_conversation on attachments (conversation_id);

    create table tip_keys (
      tip_id uuid not null references tips, kind text not null, hash bytea not null, at timestamptz not null,
      primary key (tip_id, kind, hash));
    create index tip_keys_by_hash on tip_keys (kind, hash, at);
  `.execute(db);
}
