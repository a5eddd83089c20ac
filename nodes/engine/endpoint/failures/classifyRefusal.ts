import type { RefusalKind } from '../endpointError';
import type { Refused } from '../failedAttempt';
import { readErrorBody, type ErrorBody } from '../readErrorBody';
import type { Asked, Known, RefusalFacts } from './facts';
import { gatherFacts } from './gatherFacts';
import { isAboutMaxTokens } from './readLength';
import {
	saysBehindRouter,
	saysBlocked,
	saysCrashed,
	saysEngineDead,
	saysLoadFailed,
	saysNoCredit,
	saysNoModel,
	saysNoModelLoaded,
	saysNoPath,
	saysNoTools,
	saysNoUpstream,
	saysPerMinute,
	saysQuota,
	saysSchema,
	saysStillLoading,
	saysWrongKey,
} from './serverWords';
import { isGatewayStatus } from './serverSentences';

/** All that the rules look at. */
interface Seen extends RefusalFacts {
	readonly words: ErrorBody;
}

/** The kind, where the rule knows it. */
type Rule = (seen: Seen) => RefusalKind | false | undefined;

const isOneOf = (...statuses: number[]): ((seen: Seen) => boolean) => {
	const set = new Set(statuses);
	return ({ status }) => set.has(status);
};
const mayBeAnything = isOneOf(400, 403, 422, 500);
const mayBeSchema = isOneOf(400, 422, 500);
const mayBeMoney = isOneOf(400, 403, 412, 422, 429, 500, 503);
const mayBeModel = isOneOf(400, 404, 410, 422);

const NO_PATH = new Set([404, 405, 501]);

/** Tried in this order: first what the words make certain, whatever the status; then what the status says. */
const RULES: readonly Rule[] = [
	({ status }) => status >= 300 && status < 400 && 'redirected',
	({ length, words }) => length !== undefined && (isAboutMaxTokens(words, length) ? 'maxTokensTooLarge' : 'promptTooLong'),
	(seen) => (seen.status === 402 || (mayBeMoney(seen) && isQuotaUsedUp(seen))) && 'quotaUsedUp',
	({ status, words }) => (status === 401 || status === 403) && saysBehindRouter(words) && 'modelUnavailable',
	(seen) => (seen.status === 401 || (mayBeAnything(seen) && saysWrongKey(seen.words))) && 'wrongKey',
	(seen) => (seen.status === 451 || (mayBeAnything(seen) && saysBlocked(seen.words))) && 'blocked',
	({ words }) => saysLoadFailed(words) && 'modelLoadFailed',
	({ words, estimateMs }) => (estimateMs !== undefined || saysStillLoading(words)) && 'stillLoading',
	({ words }) => saysCrashed(words) && 'engineDead',
	({ words }) => saysNoModelLoaded(words) && 'noModelLoaded',
	({ asked, status }) => asked.task === 'list' && NO_PATH.has(status) && 'wrongPath',
	(seen) => isUnknownTask(seen) && 'notSupported',
	({ words }) => saysNoTools(words) && 'noFunctionCalling',
	(seen) => mayBeModel(seen) && judgeModel(seen),
	(seen) => mayBeSchema(seen) && saysSchema(seen.words) && 'invalidSchema',
	({ status, words }) => status >= 500 && saysEngineDead(words) && 'engineDead',
	({ status, words, isPage }) => status === 503 && (isPage || saysNoUpstream(words)) && 'gateway',
	({ status }) => isGatewayStatus(status) && 'gateway',
	({ status }) => STATUSES[status],
	({ status }) => (status < 500 && status !== 424 ? 'badRequest' : 'serverBroke'),
];

const STATUSES: Readonly<Record<number, RefusalKind>> = {
	403: 'forbidden',
	405: 'wrongPath',
	406: 'wrongFormat',
	407: 'proxyKey',
	413: 'requestTooLarge',
	415: 'wrongFormat',
	422: 'unprocessable',
	429: 'overloaded',
	431: 'headersTooLarge',
	498: 'overloaded',
	501: 'notSupported',
	503: 'overloaded',
	529: 'overloaded',
};

/** Says why the server answered with something other than success. */
export function classifyRefusal(refused: Refused, asked: Asked): Known<RefusalKind> {
	const words = readErrorBody(refused.body);
	const facts = gatherFacts(refused, words, asked);
	const seen: Seen = { ...facts, words };
	for (const rule of RULES) {
		const kind = rule(seen);
		if (kind !== undefined && kind !== false) return { kind, facts };
	}
	return { kind: 'serverBroke', facts };
}

function isQuotaUsedUp({ words, waitMs }: Seen): boolean {
	return saysNoCredit(words) || (waitMs === undefined && saysQuota(words) && !saysPerMinute(words));
}

/** A 404 is a missing model only where the words say so; whether the server lists it all the same is looked up later. */
function judgeModel({ status, words, isPage, param }: Seen): RefusalKind | undefined {
	const isMissing = status === 404 || status === 410;
	const namesModel = param === undefined || param === 'model';
	if (saysBehindRouter(words) && (isMissing || saysNoModel(words))) return 'modelUnavailable';
	if (namesModel && saysNoModel(words)) return 'unknownModel';
	if (!isMissing) return undefined;
	return isPage || saysNoPath(words) ? 'wrongPath' : param === 'model' ? 'unknownModel' : 'modelUnavailable';
}

/** vLLM has no path for vectors or ranks where its model only writes; others refuse by words. */
function isUnknownTask({ asked, status, words }: Seen): boolean {
	if (asked.task !== 'vectors' && asked.task !== 'ranks') return false;
	if (status === 404 || status === 405) return !saysNoModel(words);
	return status === 501 || (status === 400 && /embed|score|rerank|pooling|does not support/i.test(words.words));
}
