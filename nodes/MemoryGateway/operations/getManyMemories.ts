import type { IDataObject } from 'n8n-workflow';
import { checkInput, z } from '../../engine/checkInput';
import { readSelection } from './readSelection';
import type { Operation } from './operation';

const optionsSchema = z.object({ after: z.coerce.string().optional(), includePast: z.boolean().default(false) });

/** Lists memories in the order of remembering; `next` says where to go on. */
export const getManyMemories: Operation = async ({ store, namespace, read, signal }) => {
	const { after, includePast } = checkInput(optionsSchema, read('options') || {}, 'Options');
	const limit = checkInput(z.coerce.number().int().min(1).max(1000), read('limit'), 'Limit');
	const page = await store.list(
		namespace,
		readSelection(read('which')),
		{ limit, includePast, ...(after !== undefined && after !== '' && { after }) },
		signal,
	);
	return page as unknown as IDataObject;
};
