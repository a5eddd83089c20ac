import type { EndpointErrorKind } from '../endpointError';

/** `aside`: the server itself is in trouble; `lacks`: it does not serve this model; `refuses`: it does not take this request; `short`: its context is too short for it; undefined: another server would say the same. */
export type Trouble = 'aside' | 'lacks' | 'refuses' | 'short' | undefined;

const ASIDE: ReadonlySet<EndpointErrorKind> = new Set([
	'connectionRefused',
	'unknownHost',
	'untrustedCertificate',
	'wrongProtocol',
	'unreachable',
	'connectionLost',
	'overloaded',
	'gateway',
	'engineDead',
	'serverBroke',
	'stillLoading',
	'answerCut',
	'nonsense',
	// What is wrong with one server of several: its key, its quota, its address.
	'wrongKey',
	'quotaUsedUp',
	'proxyKey',
	'wrongPath',
	'wrongFormat',
	'redirected',
]);

const LACKS: ReadonlySet<EndpointErrorKind> = new Set([
	'unknownModel',
	'modelUnavailable',
	'noModelLoaded',
	'modelLoadFailed',
	'forbidden',
	'notSupported',
]);

/** What depends on how a server was started, or on the proxy in front of it: another one may take it. */
const REFUSES: ReadonlySet<EndpointErrorKind> = new Set(['requestTooLarge', 'invalidSchema', 'noFunctionCalling']);

const SHORT: ReadonlySet<EndpointErrorKind> = new Set(['promptTooLong', 'maxTokensTooLarge']);

/** Passing trouble, of which nobody needs to hear. */
const USUAL: ReadonlySet<EndpointErrorKind> = new Set(['overloaded', 'stillLoading']);

/** Says whether a failure is the server's own, so that another server is worth asking. */
export function troubleOf(kind: EndpointErrorKind): Trouble {
	if (ASIDE.has(kind)) return 'aside';
	if (LACKS.has(kind)) return 'lacks';
	if (REFUSES.has(kind)) return 'refuses';
	return SHORT.has(kind) ? 'short' : undefined;
}

/** The user can do something about it. */
export function isWorthTelling(kind: EndpointErrorKind): boolean {
	return !USUAL.has(kind);
}
