/** The address of nobody: a test tip is told from it, and answers to it reach no provider. */

const PREFIX = 'heartbeat:';

export function heartbeatAddress(id: string): string {
  return `${PREFIX}${id}`;
}

export function isHeartbeatAddress(address: string): boolean {
  return address.startsWith(PREFIX);
}
