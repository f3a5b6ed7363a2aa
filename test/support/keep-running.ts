/** A process manager as it is in production: the moment a process is gone, the next one is started in its place. */

import { type Program, type ProgramWorld, type Role } from './program-world.js';

export interface Keeper {
  role: Role;
  /** The process that is ready, or undefined while the next one starts. */
  current(): Program | undefined;
  /** Resolves with the next process to be ready that is not this one. */
  next(after?: Program): Promise<Program>;
  /** How each process ended, with the environment it was given, in order. */
  ended: { environment: Record<string, string>; how: string }[];
  stop(): Promise<void>;
}

export interface KeepOptions {
  /** For the first processes, in order; those after them get none. */
  environments?: readonly Record<string, string>[];
  /** Told of every process as soon as it exists, long before it is ready. */
  onSpawn?: (program: Program) => void;
}

export function keepRunning(
  world: ProgramWorld,
  role: Role,
  { environments = [], onSpawn }: KeepOptions = {},
): Keeper {
  const left = [...environments];
  const ended: Keeper['ended'] = [];
  const waiting = new Set<() => void>();
  let current: Program | undefined;
  let spawned: Program | undefined;
  const state = { stopping: false };
  const tellNews = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };

  const keep = async (): Promise<void> => {
    while (!state.stopping) {
      const environment = left.shift() ?? {};
      const started = world.start(role, environment, (program) => {
        spawned = program;
        onSpawn?.(program);
      });
      const ready = await started.catch(() => undefined);
      if (ready !== undefined) {
        current = ready;
        tellNews();
      }
      const how = (await spawned?.gone) ?? 'never started';
      current = undefined;
      ended.push({ environment, how });
      // One that was not killed could not start, and neither could the next.
      if (how !== 'SIGKILL') state.stopping = true;
    }
    tellNews();
  };
  const kept = keep();

  return {
    role,
    ended,
    current: () => current,
    async next(after) {
      while (current === undefined || current === after) {
        if (state.stopping)
          throw new Error(`no ${role} will be ready any more\n${world.output().slice(-2_000)}`);
        await new Promise<void>((resolve) => waiting.add(resolve));
      }
      return current;
    },
    async stop() {
      state.stopping = true;
      await spawned?.kill();
      await kept;
    },
  };
}
