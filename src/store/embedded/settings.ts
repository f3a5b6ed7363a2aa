/**
 * The settings of a server that we start; a caller's own go on top. Durability is full, and nothing a witness
 * wrote can reach the log.
 */

export const DEFAULT_SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  password_encryption: 'scram-sha-256',
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  shared_buffers: '128MB',
  max_connections: '200',
  // Small queries only; parallel plans would need more /dev/shm than a container has.
  max_parallel_workers_per_gather: '0',
  jit: 'off',
  // The jobs table turns over in seconds; a minute of dead rows is what each look for a job then wades through.
  autovacuum_naptime: '10s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A client that vanished without a word loses its session, and so its locks, within a minute.
  tcp_keepalives_idle: '30',
  tcp_keepalives_interval: '10',
  tcp_keepalives_count: '3',
  // `log` leaves out ERROR and WARNING: "invalid input syntax ... <value>" would quote what a witness wrote.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_checkpoints: 'off',
  log_statement: 'none',
  log_line_prefix: '%m [%p] ',
};
