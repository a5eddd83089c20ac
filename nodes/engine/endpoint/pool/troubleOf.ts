import type { EndpointErrorKind } from '../endpointError';

/** `aside`: the server itself is in trouble; `lacks`: it does not serve this model; undefined: another server would say the same. */
export type Trouble = 'aside' | 'lacks' | undefined;

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

/** Passing trouble, of which nobody needs to hear. */
const USUAL: ReadonlySet<EndpointErrorKind> = new Set(['overloaded', 'stillLoading']);

/** Says whether a failure is the server's own, so that another server is worth asking. */
export function troubleOf(kind: EndpointErrorKind): Trouble {
	if (ASIDE.has(kind)) return 'aside';
	return LACKS.has(kind) ? 'lacks' : undefined;
}

/** The user can do something about it. */
export function isWorthTelling(kind: EndpointErrorKind): boolean {
	return !USUAL.has(kind);
}
