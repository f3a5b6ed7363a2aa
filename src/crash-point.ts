/**
 * Named places where a crash test kills the process, set by SIGHTLINE_CRASH_AT=`<name>` or `<name>#<n>` for the
 * n-th time it is reached. Without that variable a crash point does nothing.
 */

export function createCrashPoint(setting: string | undefined): (name: string) => void {
  if (setting === undefined || setting === '') return () => undefined;
  const match = /^(.*?)(?:#(\d+))?$/.exec(setting);
  const wanted = match?.[1] ?? setting;
  let remaining = Number(match?.[2] ?? 1);
  return (name) => {
    if (name !== wanted) return;
    remaining -= 1;
    if (remaining === 0) process.kill(process.pid, 'SIGKILL');
  };
}
