import type { INodeProperties } from 'n8n-workflow';
import { fieldOf } from '../../shared/readChoice';
import { refuseEmpty, refuseEmptyIn, type Held, type MayBeEmpty } from '../../shared/refuseEmpty';
import { properties } from '../properties';

type Fields = Readonly<Record<string, MayBeEmpty>>;

interface Narrowing {
	readonly fields?: Fields;
	readonly options?: Fields;
	/** The field with the conditions, of which none may be empty but those that an empty text switches off. */
	readonly conditions?: 'which' | 'whichReceipts';
}

/** What keeps each operation from deleting, changing, deciding or giving back more than was meant. */
const narrowing: Readonly<Record<string, Narrowing>> = {
	'answerCache.lookUp': { fields: { models: 'byHand' }, options: { keepForHours: 'byHand' } },
	'answerCache.save': { fields: { question: 'byHand' }, options: { givenBy: 'byHand', keepFor: 'byHand' } },
	'decision.claim': { fields: { decide: 'byHand' } },
	'decision.vote': {
		fields: { quorum: 'byHand', voters: 'byHand' },
		options: { expiresAfterMinutes: 'byHand', voterWeights: 'byHand' },
	},
	'memory.forget': { conditions: 'which' },
	'memory.getMany': { conditions: 'which' },
	'memory.recall': { options: { asOf: 'byHand', session: 'never', tokenBudget: 'byHand' } },
	'receipts.getMany': { conditions: 'whichReceipts' },
	'receipts.report': { conditions: 'whichReceipts' },
};

/** Another store holds what somebody else may see. */
const place = { fields: { store: 'byHand' }, options: { file: 'byHand' } } as const;

/**
 * Refuses a condition or an option that says nothing, as one does whose expression finds nothing, where leaving it out would reach further.
 *
 * @throws InvalidInputError naming the field.
 */
export function refuseEmptyFields(name: string, hold: (field: string) => Held): void {
	const { fields, options, conditions } = narrowing[name] ?? {};
	for (const [field, mayBe] of Object.entries({ ...place.fields, ...fields })) refuseEmpty(hold(field), labelOf(field), mayBe);
	refuseEmptyIn(hold('options'), collection('options'), { ...place.options, ...options }, 'option');
	if (conditions === undefined || (name === 'memory.forget' && hold('forgetAll').value === true)) return;
	const { options: inner = [] } = collection(conditions);
	// The report takes its conditions from the address of a page, where most are left out.
	const mayBe: MayBeEmpty = conditions === 'whichReceipts' ? 'asText' : 'never';
	refuseEmptyIn(hold(conditions), collection(conditions), Object.fromEntries(inner.map((each) => [each.name, mayBe])), 'condition');
}

const collection = (name: string): INodeProperties => fieldOf(properties, name);
const labelOf = (name: string): string => collection(name).displayName;
