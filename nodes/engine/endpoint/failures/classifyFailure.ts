import type { Failure } from '../failedAttempt';
import { hideSecrets } from '../hideSecrets';
import { errorCode } from '../planRetry';
import { classifyRefusal } from './classifyRefusal';
import type { Asked, ConnectionFacts, KnownFailure } from './facts';
import { withoutSecrets } from './withoutSecrets';

const UNTRUSTED = /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS_CERT)/;
const OTHER_PROTOCOL = /^(EPROTO|ERR_SSL|ERR_TLS|HPE_)/;
const LOST = /^(ECONNRESET|EPIPE|UND_ERR_SOCKET|UND_ERR_CLOSED|UND_ERR_DESTROYED)$/;

/** Says what kind of failure it is, from what was seen of it and what was asked. */
export function classifyFailure(seen: Failure, asked: Asked): KnownFailure {
	const failure = withoutSecrets(seen, asked.secrets);
	switch (failure.kind) {
		case 'refused':
			return classifyRefusal(failure, asked);
		case 'unanswered':
			return classifyConnection(failure.error, asked);
		case 'cut': {
			const { receivedCharacters, isText } = failure;
			return { kind: 'answerCut', facts: { asked, receivedCharacters, ...(isText === true && { isText }) } };
		}
		case 'nonsense':
			return { kind: 'nonsense', facts: { asked, shape: failure.shape, body: failure.body } };
		case 'empty':
			return { kind: 'emptyAnswer', facts: { asked, ...failure } };
	}
}

function classifyConnection(error: unknown, asked: Asked): KnownFailure {
	const code = errorCode(error);
	const facts: ConnectionFacts = { asked, code, message: hideSecrets(messageOf(error), asked.secrets) };
	// What undici says of a CONNECT that a proxy turned down.
	if (facts.message.includes('Proxy response (407)')) return { kind: 'proxyKey', facts: { asked, said: '', status: 407, isPage: false } };
	if (code === 'ECONNREFUSED') return { kind: 'connectionRefused', facts };
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return { kind: 'unknownHost', facts };
	if (UNTRUSTED.test(code)) return { kind: 'untrustedCertificate', facts };
	if (OTHER_PROTOCOL.test(code)) return { kind: 'wrongProtocol', facts };
	if (LOST.test(code)) return { kind: 'connectionLost', facts };
	return { kind: 'unreachable', facts };
}

function messageOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.message === '' ? error.name : error.message.replace(/\.$/, '');
}
