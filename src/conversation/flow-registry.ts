/**
 * The flows conversations run on. `publish` makes a document the current version (a new one when its content is
 * new); `get` gives the exact version a conversation began on, compiled once and kept. A version whose stored
 * content no longer has its hash is refused.
 */

import { SightlineError } from '../errors.js';
import { compileFlow, type CompiledFlow, parseFlow, type Variables } from '../flow/index.js';
import { findFlowVersion, publishFlowVersion } from '../store/queries/flow-versions.js';
import { type Store, type Tx } from '../store/store.js';

export interface FlowRegistry {
  /** The version new conversations begin on. */
  current(): CompiledFlow;
  /**
   * Reads in the caller's transaction: one more connection for each of many callers could starve the pool.
   * Throws FLOW_VERSION_MISSING when that version was never published here or does not match its hash.
   */
  get(tx: Tx, id: string, version: number): Promise<CompiledFlow>;
  /** Makes this source the current version. Throws FLOW_INVALID with every mistake; the current one then stays. */
  publish(source: string, file: string): Promise<CompiledFlow>;
}

export function createFlowRegistry(deps: { store: Store; variables: Variables }): FlowRegistry {
  const compiled = new Map<string, Promise<CompiledFlow>>();
  let current: CompiledFlow | undefined;

  function remember(flow: CompiledFlow): CompiledFlow {
    compiled.set(`${flow.id}@${flow.version}`, Promise.resolve(flow));
    return flow;
  }

  return {
    current() {
      if (current === undefined)
        throw new SightlineError('FLOW_VERSION_MISSING', 'no flow has been published yet');
      return current;
    },
    async get(tx, id, version) {
      const key = `${id}@${version}`;
      let flow = compiled.get(key);
      if (flow === undefined) {
        flow = loadVersion(deps, tx, id, version);
        compiled.set(key, flow);
        flow.catch(() => compiled.delete(key));
      }
      return flow;
    },
    async publish(source, file) {
      const { document } = parseFlow(source, file);
      const draft = compileFlow(document, { version: 0, variables: deps.variables });
      const version = await deps.store.transaction((tx) =>
        publishFlowVersion(tx, {
          id: draft.id,
          hash: draft.hash,
          title: document.title.en ?? document.id,
          document: source,
        }),
      );
      current = remember({ ...draft, version });
      return current;
    },
  };
}

async function loadVersion(
  deps: { variables: Variables },
  tx: Tx,
  id: string,
  version: number,
): Promise<CompiledFlow> {
  const stored = await findFlowVersion(tx, id, version);
  if (stored === undefined)
    throw new SightlineError('FLOW_VERSION_MISSING', `flow ${id} version ${version} is not in flow_versions`);
  const flow = compileFlow(parseFlow(stored.document, `${id}@${version}`).document, {
    version,
    variables: deps.variables,
  });
  if (flow.hash !== stored.hash)
    throw new SightlineError(
      'FLOW_VERSION_MISSING',
      `flow ${id} version ${version} does not match its stored hash`,
    );
  return flow;
}
