import { type Asker, eitherOf, hasField, lower, timeoutField } from './adviseByFields';
import { bracketed } from './bracketed';
import type { RefusalFacts, Sentences } from './facts';
import { inSeconds } from './inSeconds';

/** What a gateway means by its status: nginx, HAProxy, Envoy, and Cloudflare from 520 on. */
const GATEWAYS: Readonly<Record<number, (baseUrl: string) => string>> = {
	408: (baseUrl) => `${baseUrl} gave up on the request because it took too long there`,
	425: (baseUrl) => `${baseUrl} finds that the request came too early`,
	499: (baseUrl) => `A proxy at ${baseUrl} took this side for gone before the model server had answered`,
	502: (baseUrl) => `The gateway at ${baseUrl} has no working model server behind it`,
	503: (baseUrl) => `The gateway at ${baseUrl} has no model server behind it that takes requests at the moment`,
	504: (baseUrl) => `The gateway at ${baseUrl} waited too long for the model server behind it`,
	520: (baseUrl) => `The model server behind the gateway at ${baseUrl} sent something that is no answer`,
	521: (baseUrl) => `The gateway at ${baseUrl} was refused by the model server behind it`,
	522: (baseUrl) => `The gateway at ${baseUrl} got no connection to the model server behind it in time`,
	523: (baseUrl) => `The gateway at ${baseUrl} finds no way to the model server behind it`,
	524: (baseUrl) => `The gateway at ${baseUrl} waited too long for the model server behind it`,
	525: (baseUrl) => `The gateway at ${baseUrl} and the model server behind it do not agree on how to encrypt`,
	526: (baseUrl) => `The gateway at ${baseUrl} does not trust the certificate of the model server behind it`,
	527: (baseUrl) => `The gateway at ${baseUrl} lost the model server behind it`,
	530: (baseUrl) => `The gateway at ${baseUrl} does not find the model server behind it`,
};

/** Statuses that come from something in front of the model server. */
export const isGatewayStatus = (status: number): boolean => status !== 503 && status in GATEWAYS;

/** The server itself, and what stands in front of it. */
export const serverSentences: Sentences<'overloaded' | 'gateway' | 'engineDead' | 'serverBroke'> = {
	overloaded: (facts) => ({
		message: `${facts.asked.baseUrl} has more to do than it takes on${bracketed(facts, 'it answered ')}.${describeWait(facts)}`,
		advice: eitherOf(
			lower(facts.asked, 'Clones At Once'),
			morePatience(facts.asked),
			'give the server more room (vLLM: --max-num-seqs, --max-num-queued-reqs)',
		),
	}),
	gateway: (facts) => ({
		message: `${(GATEWAYS[facts.status] ?? GATEWAYS[502]!)(facts.asked.baseUrl)}${bracketed(facts)}.`,
		advice: eitherOf(
			'check that the model server behind it is up',
			'raise the timeout there',
			lower(facts.asked, 'Max Tokens', 'Clones At Once'),
		),
	}),
	engineDead: ({ asked: { baseUrl } }) => ({
		message: `The engine of the model server at ${baseUrl} has died.`,
		advice: 'Read its log and start it again. When memory ran out, lower --gpu-memory-utilization, --max-model-len or --max-num-seqs.',
	}),
	serverBroke: (facts) => ({
		message: `The model server at ${facts.asked.baseUrl} ran into an error of its own${bracketed(facts)}.`,
		advice: `Read the server's log at this moment in time.${
			/out of memory|(?<![a-z])oom\b/i.test(facts.said) ? ` It ran out of memory: ${needLess(facts.asked)}.` : ''
		}`,
	}),
};

/** A week: what is named beyond it is a slip, or a quota that nobody waits for. */
const LONGEST_TOLD_MS = 604_800_000;

/** What a node may set so that it waits longer; a node without either can only ask again. */
export function morePatience(asked: Asker): string {
	const longer = timeoutField(asked);
	const ways = [hasField(asked, 'Retries') ? 'more Retries' : undefined, longer && `a longer ${longer}`].filter((way) => way !== undefined);
	return ways.length === 0 ? 'run it again when the server has less to do' : `allow ${ways.join(' or ')}`;
}

function needLess(asked: Asker): string {
	const less = lower(asked, 'Clones At Once', 'Max Tokens');
	return less === undefined ? 'lower the context that it is started with' : `${less}, or the context that it is started with`;
}

function describeWait({ waitMs }: RefusalFacts): string {
	if (waitMs === undefined) return '';
	const span = waitMs > LONGEST_TOLD_MS ? 'longer than the run may take' : inSeconds(waitMs);
	return ` It asks to be left alone for ${span}.`;
}
