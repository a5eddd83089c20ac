import type { EndpointErrorKind } from '../endpointError';
import { accessSentences } from './accessSentences';
import { answerSentences } from './answerSentences';
import { connectionSentences } from './connectionSentences';
import { endingSentences } from './endingSentences';
import type { Sentences } from './facts';
import { modelSentences } from './modelSentences';
import { requestSentences } from './requestSentences';
import { serverSentences } from './serverSentences';

/**
 * What is said of each kind of failure, and what to do about it: the one table, in seven pages.
 *
 * To change a sentence or an advice, look its kind up in the page that it belongs to. The server's own words are put behind each sentence
 * about a refusal by `explain`, and keys and passwords taken out by EndpointError, so that no page has to think of either.
 */
export const failureSentences: Sentences<EndpointErrorKind> = {
	...accessSentences,
	...modelSentences,
	...requestSentences,
	...serverSentences,
	...connectionSentences,
	...answerSentences,
	...endingSentences,
};
