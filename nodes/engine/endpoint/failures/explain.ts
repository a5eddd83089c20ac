import type { EndpointErrorKind, Explanation } from '../endpointError';
import { shorten } from '../../text/shorten';
import { failureSentences } from './failureSentences';
import type { Known } from './facts';

/** Puts a failure into a sentence and an advice; what the server said stands behind the sentence in its own words. */
export function explain<Kind extends EndpointErrorKind>({ kind, facts }: Known<Kind>): Explanation {
	const { message, advice } = failureSentences[kind](facts);
	const said = 'said' in facts ? shorten(facts.said) : '';
	const quoted = said === '' ? '' : ` The server said: "${said.replace(/\.$/, '')}".`;
	return {
		kind,
		message: message + quoted,
		advice,
		...('status' in facts && facts.isInsideSuccess !== true ? { httpStatus: facts.status } : {}),
	};
}
