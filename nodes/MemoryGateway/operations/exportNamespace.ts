import { exportMemories } from '../../engine/memory/exportMemories';
import type { Operation } from './operation';

/** All memories of the namespace as JSON lines. */
export const exportNamespace: Operation = async ({ store, namespace, signal }) => [{ ...(await exportMemories(store, namespace, signal)) }];
