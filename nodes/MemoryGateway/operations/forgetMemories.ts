import { InvalidInputError } from '../../engine/errors';
import { readSelection } from './readSelection';
import { toDeletedItem } from './toDeletedItem';
import type { Operation } from './operation';

/** Removes memories for good, and says how many. An agent must say which: a model never empties a namespace. */
export const forgetMemories: Operation = async ({ store, namespace, read, isTool, warn, signal }) => {
	const isAll = read('forgetAll') === true;
	if (isAll && isTool)
		throw new InvalidInputError(
			'An agent cannot forget all memories of a namespace',
			'Use Which Memories to choose what the agent may forget, or use Forget as a step of a workflow.',
			'Forget All',
		);
	const selection = isAll ? { everything: true as const } : readSelection(read('which'));
	if (!isAll && Object.keys(selection).length === 0)
		throw new InvalidInputError(
			'Which Memories is empty, so nothing is forgotten',
			isTool ? 'Add a condition in Which Memories.' : 'Add a condition in Which Memories, or switch on Forget All.',
			'Which Memories',
		);
	const { memories, traces, erased } = await store.forget(namespace, selection, signal);
	return [toDeletedItem('memories', memories, { traces, erased }, warn)];
};
