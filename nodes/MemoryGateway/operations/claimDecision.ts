import { checkInput, z } from '../../engine/checkInput';
import { tokenOf } from '../../engine/memory/tokenOf';
import { checkOptions } from '../../shared/checkOptions';
import { isEmpty } from '../../shared/isEmpty';
import { fieldOf, readChoice } from '../../shared/readChoice';
import { decisionFields } from '../fields/decisionFields';
import { optionFields } from '../fields/optionFields';
import { describeDecision } from './describeDecision';
import { readDecisionName, readValue } from './readName';
import { toDecisionFields } from './toDecisionItem';
import type { Operation } from './operation';

const optionsSchema = z.object({ holder: z.string().optional(), token: z.string().optional() });

/** The first one decides, or holds the decision until Done; everyone gets what stands. */
export const claimDecision: Operation = async (input) => {
	const { store, namespace, jobKey, read, signal } = input;
	const key = readDecisionName(read);
	const { holder = '', token: renewed = '' } = checkOptions(optionsSchema, read('options') || {}, optionFields);
	const isLater = readChoice(z.enum(['now', 'later']), read('decide'), fieldOf(decisionFields, 'decide')) === 'later';
	const token = isLater && renewed.trim() !== '' ? renewed.trim() : tokenOf(jobKey, namespace, key);
	const what = isLater ? { leaseMs: readLease(read('leaseSeconds')) * 1000 } : { value: readValue(read('value'), 'Value') };
	const named = holder.trim() === '' ? {} : { holder: holder.trim() };
	const { claimed, decision } = await store.decisions.claim(namespace, key, { ...what, ...named, token }, signal);
	const { value, details, ...fields } = toDecisionFields(decision);
	return [
		{
			text: claimed && isLater ? `It is yours to decide. ${describeDecision(decision)}` : describeDecision(decision),
			...(value !== undefined && { value }),
			claimed,
			...(claimed && isLater && { token }),
			...fields,
			...(details !== undefined && { details }),
		},
	];
};

function readLease(seconds: unknown): number {
	return checkInput(
		z.coerce.number().positive().max(MAX_LEASE_SECONDS),
		isEmpty(seconds) ? DEFAULT_LEASE_SECONDS : seconds,
		'Lease (Seconds)',
	);
}

const DEFAULT_LEASE_SECONDS = 300;
/** A month: what takes longer is no lease. */
const MAX_LEASE_SECONDS = 2_678_400;
