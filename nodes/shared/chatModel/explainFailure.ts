import type { EndpointErrorKind, Explanation } from '../../engine/endpoint/endpointError';
import { type Asker, eitherOf, hasField, lower } from '../../engine/endpoint/failures/adviseByFields';
import { explain } from '../../engine/endpoint/failures/explain';
import type { KnownFailure } from '../../engine/endpoint/failures/facts';
import { withoutTools } from '../../engine/endpoint/failures/modelSentences';
import { morePatience } from '../../engine/endpoint/failures/serverSentences';
import { shorten } from '../../engine/text/shorten';

const CHECK_ADDRESS = 'Open the connected Chat Model and check its credential and Base URL, and that the server there is up.';
const IN_CONTAINER = 'If n8n runs in a container, localhost is the container itself.';
const CHOOSE_MODEL = 'Open the connected Chat Model and choose a model that its service has.';

/** What to do where it is another thing than with the server of our own credential. */
const ADVICE: Partial<Record<EndpointErrorKind, string>> = {
	wrongKey: 'Open the connected Chat Model and check its credential: the key is wrong, has run out, or belongs to another service.',
	forbidden: 'Use a key in the credential of the connected Chat Model that may use this model, or choose another model there.',
	unknownModel: CHOOSE_MODEL,
	modelUnavailable: CHOOSE_MODEL,
	connectionRefused: `${CHECK_ADDRESS} ${IN_CONTAINER}`,
	unknownHost: CHECK_ADDRESS,
	unreachable: `${CHECK_ADDRESS} ${IN_CONTAINER}`,
	connectionLost: CHECK_ADDRESS,
	untrustedCertificate: `${CHECK_ADDRESS} Its certificate must be one that n8n trusts.`,
	wrongProtocol: CHECK_ADDRESS,
	wrongPath: CHECK_ADDRESS,
	wrongFormat: CHECK_ADDRESS,
	redirected: CHECK_ADDRESS,
	badRequest: 'Change the option of the connected Chat Model that it names.',
	unprocessable: 'Change the option of the connected Chat Model that it names.',
	serverBroke: 'Look at the model in the Logs of this execution: the error stands there whole.',
};

/** The same, by the fields that the node has. */
const ADVICE_BY_FIELDS: Partial<Record<EndpointErrorKind, (asked: Asker) => string>> = {
	overloaded: (asked) =>
		eitherOf(
			lower(asked, 'Clones At Once'),
			morePatience(asked),
			hasField(asked, 'Clones At Once') ? 'connect several Chat Models, so that clones take turns' : 'connect another Chat Model',
		),
	noFunctionCalling: (asked) => eitherOf('connect a Chat Model that takes tools', withoutTools(asked)),
};

const UNREACHED: ReadonlySet<EndpointErrorKind> = new Set(['connectionRefused', 'unknownHost', 'unreachable', 'connectionLost']);

/** The same sentence as for a server of our own, with the connected model in the place of the address. */
export function explainFailure(known: KnownFailure, label: string): Explanation {
	const { message, advice, ...rest } = explain(known);
	const asked = 'asked' in known.facts ? known.facts.asked : undefined;
	const address = asked?.baseUrl;
	const own = ADVICE[known.kind] ?? ADVICE_BY_FIELDS[known.kind]?.(asked ?? {});
	const told = (words: string) =>
		address === undefined
			? words
			: words.replaceAll(`The model server at ${address}`, `The service of ${label}`).replaceAll(address, label);
	return { ...rest, message: capitalise(ownMessage(known, label) ?? told(message)), advice: own ?? told(advice) };
}

function ownMessage({ kind, facts }: KnownFailure, label: string): string | undefined {
	if (UNREACHED.has(kind) && 'code' in facts)
		return `${label} cannot be reached: ${facts.message}${facts.code === '' || facts.message.includes(facts.code) ? '' : ` (${facts.code})`}.`;
	if (kind === 'unknownModel' && 'asked' in facts) return `${label} names a model that its service does not have.`;
	if (kind === 'serverBroke' && 'said' in facts && facts.isInsideSuccess === true)
		return `${label} could not answer${facts.said === '' ? '' : `: ${shorten(facts.said).replace(/\.$/, '')}`}.`;
	return undefined;
}

function capitalise(sentence: string): string {
	return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
