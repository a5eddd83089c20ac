import type { ISupplyDataFunctions } from 'n8n-workflow';
import { z } from '../engine/checkInput';
import { InvalidInputError } from '../engine/errors';
import { readNumber } from '../shared/readNumber';
import { readStoreChoice, refuseQueueMode, type StoreChoice } from '../shared/openStore';
import { fieldOf } from '../shared/readChoice';
import { refuseEmpty, refuseEmptyIn, type Held } from '../shared/refuseEmpty';
import { defaultSessionKey, properties } from './properties';
import { holdsNothing } from '../shared/isEmpty';

export interface MemoryRequest {
	readonly namespace: string;
	readonly session: string;
	readonly interactions: number;
	readonly place: StoreChoice;
}

type Context = Pick<ISupplyDataFunctions, 'getNodeParameter' | 'getNode' | 'evaluateExpression'> &
	Partial<Pick<ISupplyDataFunctions, 'getChatTrigger'>>;

/**
 * Reads which conversation is meant and where it is kept.
 *
 * @throws InvalidInputError naming the field that cannot be used.
 */
export function readRequest(context: Context, itemIndex: number): MemoryRequest {
	const read = (name: string) => context.getNodeParameter(name, itemIndex, '') as unknown;
	const place = readPlace(context, itemIndex);
	refuseQueueMode(place);
	return {
		namespace: readNamespace(read('namespace')),
		session: readSession(context, itemIndex),
		interactions: readNumber(
			z.coerce.number().int().min(1),
			read('contextWindowLength'),
			'Context Window Length',
			'Give the number of questions and answers to remember, for example 5.',
		),
		place,
	};
}

/** Another store holds other people's conversations, so an expression that finds nothing does not mean the default. */
function readPlace(context: Context, itemIndex: number): StoreChoice {
	const hold = (name: string): Held => ({
		value: context.getNodeParameter(name, itemIndex, ''),
		written: context.getNodeParameter(name, itemIndex, '', { rawExpressions: true }),
	});
	refuseEmpty(hold('store'), 'Store', 'byHand');
	refuseEmptyIn(hold('options'), fieldOf(properties, 'options'), { file: 'byHand' }, 'option');
	return readStoreChoice(hold('store').value, context.getNodeParameter('options', itemIndex, {}));
}

function readNamespace(value: unknown): string {
	const name = nameOf(value);
	if (name !== undefined) return name;
	throw new InvalidInputError(
		'Namespace is empty',
		'Name one, for example support-chats: what is kept in one namespace is never seen in another.',
		'Namespace',
	);
}

function readSession(context: Context, itemIndex: number): string {
	const session = nameOf(context.getNodeParameter('sessionKey', itemIndex, '')) ?? sessionOfChat(context, itemIndex);
	if (session !== undefined) return session;
	throw new InvalidInputError(
		'Session Key is empty, so nobody can tell which conversation this is',
		'Start the workflow with a Chat Trigger, or set Session Key to an expression that names the conversation, such as {{ $json.body.sessionId }}.',
		'Session Key',
	);
}

/** Nodes between the Chat Trigger and the agent may have dropped the session ID. Only for the field as it came: an expression of the user that gives nothing is a mistake. */
function sessionOfChat(context: Context, itemIndex: number): string | undefined {
	const { sessionKey = defaultSessionKey } = context.getNode().parameters;
	if (sessionKey !== defaultSessionKey) return undefined;
	const trigger = context.getChatTrigger?.();
	if (!trigger) return undefined;
	try {
		return nameOf(context.evaluateExpression(`{{ $(${JSON.stringify(trigger.name)}).first().json.sessionId }}`, itemIndex));
	} catch {
		// The trigger did not start this execution.
		return undefined;
	}
}

function nameOf(value: unknown): string | undefined {
	if (holdsNothing(value)) return undefined;
	return typeof value === 'object' ? JSON.stringify(value) : String(value).trim();
}
