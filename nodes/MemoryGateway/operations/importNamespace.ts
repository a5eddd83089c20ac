import { importMemories } from '../../engine/memory/exportMemories';
import { readName } from './readName';
import type { Operation } from './operation';

/** Puts back what Export made; the same again changes nothing. */
export const importNamespace: Operation = async ({ store, namespace, read, signal }) => {
	const { read: lines, added } = await importMemories(store, namespace, readName(read('lines'), 'Lines'), signal);
	return [{ added, read: lines }];
};
