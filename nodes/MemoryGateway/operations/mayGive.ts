import { isAnswerOf } from '../../engine/cache/isAnswerOf';
import type { OwnAnswer } from '../../engine/cache/ownQuestion';
import { z } from '../../engine/checkInput';
import { isEngineError } from '../../engine/errors';
import { type Ended, withinTime } from '../../engine/withinTime';
import { fieldOf, readChoice } from '../../shared/readChoice';
import { answerFields } from '../fields/answerFields';
import { PATIENCE_MS, type OperationInput } from './operation';
import { readNames } from './readNames';

/** Whether the models under Models may give this answer; says which models gave one that is not used. */
export async function mayGive(kept: OwnAnswer, input: OperationInput): Promise<boolean> {
	const allowed = await readAllowed(input);
	if (allowed === 'any' || isAnswerOf(kept, allowed)) return true;
	if (allowed.length > 0) input.tell(`${describeGivers(kept.models)}, so it is not used: ${describeAllowed(allowed)}`);
	return false;
}

/** @throws InvalidInputError where Models is none of its choices. */
export function readModelsChoice(read: OperationInput['read']): 'any' | 'named' | 'server' {
	return readChoice(z.enum(['any', 'named', 'server']), read('models'), fieldOf(answerFields, 'models'));
}

/** Empty where the server does not say what it has. */
async function readAllowed(input: OperationInput): Promise<readonly string[] | 'any'> {
	switch (readModelsChoice(input.read)) {
		case 'any':
			return 'any';
		case 'named':
			return readNames(input.read('modelNames'), 'Model Names');
		case 'server':
			return await listModels(input);
	}
}

async function listModels({ openServer, warn, signal }: OperationInput): Promise<readonly string[]> {
	const server = await openServer();
	const ended = await withinTime(async (given) => await server.listModels(given), PATIENCE_MS, signal);
	if (ended.kind === 'done' && ended.value.length > 0) return ended.value.map(({ id }) => id);
	if (ended.kind === 'threw' && !isEngineError(ended.error)) throw ended.error;
	warn(`The saved answer is not used, as the model server did not say which models it has: ${describeSilence(ended)}`);
	return [];
}

function describeSilence(ended: Ended<unknown>): string {
	switch (ended.kind) {
		case 'done':
			return 'its list is empty';
		case 'late':
			return `it did not list its models within ${PATIENCE_MS / 1000} s`;
		case 'threw':
			return String((ended.error as Error).message);
	}
}

function describeGivers(models: readonly string[] | undefined): string {
	return models === undefined
		? 'The saved answer does not say which model gave it'
		: `The saved answer was given by ${models.join(' and ')}`;
}

const MOST_NAMED = 5;

function describeAllowed(allowed: readonly string[]): string {
	const more = allowed.length > MOST_NAMED ? ` and ${allowed.length - MOST_NAMED} more` : '';
	return `answers may come from ${allowed.slice(0, MOST_NAMED).join(', ')}${more}`;
}
