/**
 * Row types of every table, for Kysely. Columns named `*_sealed` hold vault output (see vault.ts); the text they
 * are bound to is `<table>:<row id>:<column without _sealed>`.
 */

import { type ColumnType, type Generated } from 'kysely';

type Timestamp = ColumnType<Date, Date | undefined, Date>;
type NullableTimestamp = ColumnType<Date | null, Date | null | undefined, Date | null>;

export type ChannelName = 'sms' | 'slack';

/** What was last heard of an outgoing message. Order matters: a state never goes back to an earlier one. */
export type OutboundState =
  'queued' | 'sending' | 'sent' | 'delivered' | 'undelivered' | 'failed' | 'superseded' | 'suppressed';

export type DeliveryRoute = 'webhook' | 'email' | 'voice' | 'desk';
export type DeliveryState = 'queued' | 'attempting' | 'handed_over' | 'acknowledged' | 'failed' | 'withdrawn';
export type DeskTaskState = 'queued' | 'posting' | 'posted';
/** `withheld`: the witness took the tip back, or its sharing, before the card was posted. */
export type CardState = 'queued' | 'posting' | 'posted' | 'failed' | 'withheld';
export type CardOutcome = 'helped' | 'unfounded' | 'duplicate' | 'referred' | 'no_action' | 'rerouted';
export type PartyRole = 'state_police' | 'local_police' | 'task_force' | 'advocate' | 'other';
export type ThreadLineState = 'queued' | 'posting' | 'posted';
/** `draft`: written and previewed, not sent off. */
export type QuestionState = 'draft' | 'queued' | 'sent' | 'answered' | 'refused' | 'failed';
export type NoticeVia = 'slack' | 'sms' | 'email';
export type NoticeState = 'queued' | 'sending' | 'sent' | 'failed';
export type CallPurpose = 'rung' | 'tip' | 'connect';
export type CallState = 'queued' | 'placing' | 'placed' | 'ended';
export type AttachmentState = 'queued' | 'stored' | 'refused' | 'failed';

export interface Database {
  key_check: { id: number; key_id: Buffer; sealed: Buffer };
  flow_versions: {
    id: string;
    version: number;
    hash: string;
    title: string;
    document: string;
    created_at: Timestamp;
  };
  witnesses: {
    id: string;
    channel: ChannelName;
    address_hash: Buffer;
    address_sealed: Buffer;
    /** What the public sees instead of a number: stable, random, says nothing. */
    alias: string;
    opted_out_at: NullableTimestamp;
    conversation_id: string | null;
    created_at: Timestamp;
  };
  conversations: {
    id: string;
    witness_id: string;
    flow_id: string;
    flow_version: number;
    flow_hash: string;
    snapshot_sealed: Buffer | null;
    /** The open turn: { base snapshot, texts } while an answer settles. */
    turn_sealed: Buffer | null;
    state: string;
    reply_from_sealed: Buffer;
    tip_id: string | null;
    started_at: Timestamp;
    last_message_at: Timestamp;
  };
  inbound_messages: {
    id: string;
    channel: ChannelName;
    provider_id: string;
    witness_id: string;
    conversation_id: string;
    body_sealed: Buffer;
    received_at: Timestamp;
    /** Null: answered by outbound. Else why nothing was said. */
    silence_reason: string | null;
    answered_by: string | null;
  };
  outbound_messages: {
    id: string;
    conversation_id: string;
    witness_id: string;
    intent: string;
    /** A newer text may still replace this answer while it waits. */
    settles: Generated<boolean>;
    body_sealed: Buffer;
    state: OutboundState;
    provider_id: string | null;
    error_code: string | null;
    created_at: Timestamp;
    claimed_at: NullableTimestamp;
    sent_at: NullableTimestamp;
  };
  tips: {
    id: string;
    reference: string;
    conversation_id: string;
    witness_id: string;
    status: string;
    urgency: string;
    revision: number;
    jurisdictions: string[];
    is_test: Generated<boolean>;
    first_contact_at: Timestamp;
    created_at: Timestamp;
    submitted_at: NullableTimestamp;
  };
  tip_revisions: { tip_id: string; revision: number; document_sealed: Buffer; created_at: Timestamp };
  deliveries: {
    id: string;
    tip_id: string;
    revision: number;
    route: DeliveryRoute;
    state: DeliveryState;
    idempotency_key: string;
    attempts: Generated<number>;
    receipt: string | null;
    last_error_code: string | null;
    /** What the operators were already told about it (`refused`, `late`, `failed`, `delayed`, `bounced`), each once. */
    alerts: Generated<string[]>;
    /** What proves the state it is in, where that is more than a receipt or an error: codes only. */
    evidence: string | null;
    /** Attempts from before an operator had it tried again: they do not count towards the last one. */
    attempts_forgiven: Generated<number>;
    /** Of these it is known that nothing arrived. */
    attempts_in_vain: Generated<number>;
    created_at: Timestamp;
    handed_over_at: NullableTimestamp;
    acknowledged_at: NullableTimestamp;
  };
  /** Every state a delivery was in, with its evidence. Written by a trigger; rows are only added. */
  delivery_events: {
    id: Generated<string>;
    delivery_id: string;
    state: DeliveryState;
    evidence: string | null;
    at: Timestamp;
  };
  /** What all processes know of a route: whether it rests, and how much it took lately. See handoff/breaker.ts. */
  hotline_routes: {
    route: DeliveryRoute;
    failures: Generated<number>;
    rests: Generated<number>;
    rests_until: NullableTimestamp;
    /** The delivery that tries a resting route. */
    probe: string | null;
    probe_until: NullableTimestamp;
    last_error_code: string | null;
    minute_at: NullableTimestamp;
    minute_count: Generated<number>;
    hour_at: NullableTimestamp;
    hour_count: Generated<number>;
  };
  /** A tip that a member of staff files at the hotline: one task a tip, for its newest revision. */
  desk_tasks: {
    tip_id: string;
    channel: string | null;
    message_ts: string | null;
    state: Generated<DeskTaskState>;
    claimed_at: NullableTimestamp;
    posted_at: NullableTimestamp;
    revision_shown: Generated<number>;
    /** Messages of that revision already in the thread. */
    parts_shown: Generated<number>;
    taken_by: string | null;
    taken_at: NullableTimestamp;
    /** When the operators were last told that it waits. */
    told_at: NullableTimestamp;
    created_at: Timestamp;
  };
  /** Test tips sent through the whole program, and what became of them. */
  heartbeats: {
    id: string;
    started_at: Timestamp;
    ended_at: NullableTimestamp;
    outcome: string | null;
    tip_id: string | null;
  };
  liaison_cards: {
    id: string;
    tip_id: string;
    /** USPS code, or US for a tip whose state is not known. */
    jurisdiction: string;
    /** Slack channel id it was posted in, once posted. */
    channel: string | null;
    message_ts: string | null;
    state: CardState;
    revision_shown: Generated<number>;
    /** What the operators were already told about it, each once. */
    alerts: Generated<string[]>;
    created_at: Timestamp;
    claimed_at: NullableTimestamp;
    posted_at: NullableTimestamp;
    acknowledged_at: NullableTimestamp;
    /** Slack user id, or `phone` for the keypress of an escalation call. */
    acknowledged_by: string | null;
    closed_at: NullableTimestamp;
    closed_by: string | null;
    outcome: CardOutcome | null;
    /** The desk that took it over, or that handed it here. */
    rerouted_to: string | null;
    rerouted_from: string | null;
    /** The card of the same desk whose tip this one was found to be the same as. */
    merged_into: string | null;
    /** Rungs of the ladder already climbed. */
    escalation_rung: Generated<number>;
    /** When the last rung was climbed. */
    escalated_at: NullableTimestamp;
    /** Slack file id of the locator map, and the keyed hash of the place it shows. */
    map_file_id: string | null;
    map_alt_text: string | null;
    map_uploaded_at: NullableTimestamp;
    map_place: Buffer | null;
    /** Set while a post of this card or its thread waits for the channel's next second; lower goes first. */
    waiting_rank: number | null;
    waiting_at: NullableTimestamp;
  };
  /** Slack takes about one message a second in a channel. */
  slack_channels: { channel: string; next_post_at: Timestamp };
  /** Who was sent: a Slack person, or an agency and unit as text. Several at once. */
  card_parties: {
    id: string;
    card_id: string;
    role: PartyRole;
    slack_user: string | null;
    name_sealed: Buffer | null;
    assigned_at: Timestamp;
    assigned_by: string;
    en_route_at: NullableTimestamp;
    en_route_by: string | null;
    on_scene_at: NullableTimestamp;
    on_scene_by: string | null;
    released_at: NullableTimestamp;
    released_by: string | null;
  };
  /** What a liaison wrote: a closing note, the reason for a reroute or for revealing the number. */
  desk_notes: {
    id: string;
    tip_id: string;
    card_id: string | null;
    kind: string;
    actor: string;
    body_sealed: Buffer;
    at: Timestamp;
  };
  /** What the thread of a card says, in order, each once. */
  thread_lines: {
    id: string;
    seq: Generated<string>;
    card_id: string;
    body_sealed: Buffer;
    state: Generated<ThreadLineState>;
    message_ts: string | null;
    created_at: Timestamp;
    posted_at: NullableTimestamp;
  };
  /** What a liaison asked the witness. */
  questions: {
    id: string;
    tip_id: string;
    card_id: string;
    conversation_id: string;
    asked_by: string;
    body_sealed: Buffer;
    state: Generated<QuestionState>;
    /** Slack's id of the modal it was written in: sent twice, it is one question. */
    view_id: string;
    outbound_id: string | null;
    asked_at: Timestamp;
    answered_at: NullableTimestamp;
  };
  /** Pictures and films of a witness. */
  attachments: {
    id: string;
    conversation_id: string;
    inbound_id: string;
    content_type: string;
    /** Where the provider keeps it. */
    source_sealed: Buffer;
    state: Generated<AttachmentState>;
    refusal: string | null;
    size: number | null;
    content_sealed: Buffer | null;
    /** Where it was taken, as its own metadata said. */
    position_sealed: Buffer | null;
    received_at: Timestamp;
    stored_at: NullableTimestamp;
    deleted_at_provider_at: NullableTimestamp;
  };
  /** Codes for people beside the cards: a second channel, the phone on call, the operators' mail and phone. */
  notices: {
    id: string;
    /** What it tells whom; a second one with the same is not sent. */
    dedupe: string;
    card_id: string | null;
    via: NoticeVia;
    to_sealed: Buffer;
    body_sealed: Buffer;
    state: Generated<NoticeState>;
    provider_id: string | null;
    error_code: string | null;
    created_at: Timestamp;
    claimed_at: NullableTimestamp;
    sent_at: NullableTimestamp;
  };
  /** Calls we place. See queries/calls.ts for the states. */
  calls: {
    id: string;
    purpose: CallPurpose;
    card_id: string | null;
    delivery_id: string | null;
    conversation_id: string | null;
    to_sealed: Buffer;
    state: Generated<CallState>;
    provider_sid: string | null;
    outcome: string | null;
    /** The keys pressed, in order; `-` where none was. */
    keys: Generated<string>;
    /** How far a spoken tip has come. */
    place: Generated<number>;
    answered_by: string | null;
    created_at: Timestamp;
    claimed_at: NullableTimestamp;
    placed_at: NullableTimestamp;
    answered_at: NullableTimestamp;
    ended_at: NullableTimestamp;
  };
  /** Which picture stands in the thread of which card. */
  card_files: {
    attachment_id: string;
    card_id: string;
    /** `posting`: it may be in Slack; whoever takes it looks there first. */
    state: Generated<'posting' | 'posted'>;
    posted_at: NullableTimestamp;
  };
  /** Keyed hashes of what makes two tips alike (plate, address, room): looked up without opening any tip. */
  tip_keys: { tip_id: string; kind: string; hash: Buffer; at: Timestamp };
  /** What happened to a tip, by whom and when; never a word of the witness. */
  tip_events: {
    id: Generated<string>;
    tip_id: string;
    kind: string;
    actor: string | null;
    detail: string | null;
    at: Timestamp;
  };
}
