import { checkInput, z } from '../../engine/checkInput';
import { InvalidInputError } from '../../engine/errors';
import type { Memory } from '../../engine/memory/memory';
import { readSelection } from './readSelection';
import { toMemoryItem } from './toMemoryItem';
import { toToolItem } from './toToolItem';
import type { Operation, OperationInput } from './operation';
import { checkOptions } from '../../shared/checkOptions';
import { optionFields } from '../fields/optionFields';
import { isEmpty } from '../../shared/isEmpty';

const PAGE = 500;
/** More items than these are no list that anybody reads. */
const MAX_MEMORIES = 10_000;
const optionsSchema = z.object({ includePast: z.boolean().default(false) });

/** Lists memories in the order of remembering, one item each. */
export const getManyMemories: Operation = async (input) => {
	const { namespace, read, isTool, tell } = input;
	const memories = read('returnAll') === true ? await listAll(input) : await list(input, readLimit(read('limit')));
	if (isTool) return [toToolItem(memories, read)];
	if (memories.length === 0)
		tell(
			`Nothing in namespace "${namespace}" matches, so there are no items. To continue anyway, switch on Always Output Data in Settings.`,
		);
	return memories.map((memory) => toMemoryItem(memory));
};

function readLimit(limit: unknown): number {
	return checkInput(z.coerce.number().int().min(1).max(MAX_MEMORIES), isEmpty(limit) ? 50 : limit, 'Limit');
}

async function listAll(input: OperationInput): Promise<readonly Memory[]> {
	const memories = await list(input, MAX_MEMORIES + 1);
	if (memories.length <= MAX_MEMORIES) return memories;
	const most = MAX_MEMORIES.toLocaleString('en');
	throw new InvalidInputError(
		`Namespace "${input.namespace}" has more than ${most} matching memories, the most that Return All gives`,
		'Add a condition in Which Memories, set a Limit, or use Export.',
		'Return All',
	);
}

async function list({ store, namespace, read, signal }: OperationInput, most: number): Promise<readonly Memory[]> {
	const { includePast } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const selection = readSelection(read('which'));
	const memories: Memory[] = [];
	let after: string | undefined;
	do {
		const limit = Math.min(PAGE, most - memories.length);
		const page = await store.list(namespace, selection, { limit, includePast, ...(after !== undefined && { after }) }, signal);
		memories.push(...page.memories);
		after = page.next;
	} while (after !== undefined && memories.length < most);
	return memories;
}
