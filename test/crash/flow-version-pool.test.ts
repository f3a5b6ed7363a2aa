/** A conversation on an older flow version must not need a second connection while it holds one. */

import { expect, test } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { createFlowRegistry } from '../../src/conversation/flow-registry.js';
import { loadProgramme } from '../../src/flow/flow-loader.js';
import { createStore } from '../../src/store/store.js';
import { createTestDatabase } from '../support/database.js';

test('an older version is loaded with one connection in all', async () => {
  const database = await createTestDatabase();
  const store = createStore({ connectionString: database.connectionString, maxConnections: 1 });
  const variables = loadProgramme('config/programme.yaml');
  const source = await readFile('flows/witness-tip.yaml', 'utf8');
  const published = await createFlowRegistry({ store, variables }).publish(source, 'witness-tip.yaml');
  const another = createFlowRegistry({ store, variables });
  const flow = await store.transaction((tx) => another.get(tx, published.id, published.version));
  expect(flow.hash).toBe(published.hash);
  await store.close();
  await database.drop();
});
