import type { Refused } from '../failedAttempt';
import type { ErrorBody } from '../readErrorBody';
import { readRetryAfter, readWaitInWords } from '../readWait';
import type { Asked, RefusalFacts } from './facts';
import { readLength } from './readLength';
import { namesOf } from './serverWords';

/** Gathers what the sentence about a refusal needs, from its status, its headers and its words. */
export function gatherFacts(refused: Refused, said: ErrorBody, asked: Asked): RefusalFacts {
	const now = Date.now();
	const length = readLength(said);
	const waitMs = longest(refused.waitMs, readRetryAfter(refused.retryAfter, now), readWaitInWords(said, now));
	return {
		asked,
		said: said.words,
		status: statusOf(refused, said),
		isPage: /^\s*</.test(refused.body),
		...(refused.isInsideSuccess === true ? { isInsideSuccess: true } : {}),
		...(said.param === undefined ? {} : { param: said.param }),
		...(said.estimateMs === undefined ? {} : { estimateMs: said.estimateMs }),
		...(refused.location === undefined ? {} : { location: refused.location }),
		...(length === undefined ? {} : { length }),
		...(waitMs === undefined ? {} : { waitMs }),
	};
}

const NAMED_STATUSES: ReadonlyArray<readonly [RegExp, number]> = [
	[/rate_?limit|too_many_requests|RESOURCE_EXHAUSTED|throttl/i, 429],
	[/overloaded|unavailable|capacity/i, 503],
	[/timeout|DEADLINE_EXCEEDED/i, 504],
	[/authentication|unauthorized|invalid_api_key|UNAUTHENTICATED/i, 401],
	[/permission|forbidden/i, 403],
	[/not_?found/i, 404],
	[/too_large/i, 413],
	[/invalid_(?:request|type|value|prompt|param|argument)|validation_error|unsupported_|FAILED_PRECONDITION|OUT_OF_RANGE/i, 400],
];

/** An error that came with a success has no status of its own; its name then stands for one. */
function statusOf({ status }: Refused, said: ErrorBody): number {
	if (status !== 500) return status;
	return NAMED_STATUSES.find(([name]) => name.test(namesOf(said)))?.[1] ?? status;
}

function longest(...waits: ReadonlyArray<number | undefined>): number | undefined {
	const known = waits.filter((wait) => wait !== undefined);
	return known.length === 0 ? undefined : Math.max(...known);
}
