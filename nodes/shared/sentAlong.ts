import type { ICredentialDataDecryptedObject, IExecuteFunctions } from 'n8n-workflow';
import { hashOf } from '../engine/hashOf';
import type { RequestHeaders } from '../engine/endpoint/endpoint';
import { OWN_NAMES } from '../engine/endpoint/readHeaders';
import { InvalidInputError } from '../engine/errors';
import { toText } from './readServers';

type Execution = Partial<Pick<IExecuteFunctions, 'getNode' | 'getExecutionId' | 'getInstanceId'>>;

/** How n8n's own tracing marks requests. It is in every context, though not in its type. */
interface Traced {
	readonly additionalData?: {
		readonly otel?: { injectTraceHeaders(executionId: string, nodeName: string | undefined, headers: Record<string, string>): void };
	};
}

const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/;

/** Under these the server reads who asks, or what: an ID there would break the request. */
const TAKEN_NAMES = ['accept', 'authorization', 'content-encoding', 'host', 'proxy-authorization', 'traceparent', 'tracestate'];

/**
 * What every request of one run carries: the trace of the n8n execution, and the run's id under the name of Session Header.
 *
 * @throws InvalidInputError for a Session Header that no header can be called, that a request needs itself, or that Headers has, too.
 */
export function sentAlong(context: Execution, credentials: ICredentialDataDecryptedObject, sessionId: string): RequestHeaders {
	const name = toText(credentials['sessionHeader']).trim().toLowerCase();
	if (name === '') return traceOf(context);
	if (!HEADER_NAME.test(name)) {
		throw new InvalidInputError(
			'Session Header holds a character that the name of no header may hold, such as a colon or a space',
			'Enter only the name, such as x-session-id.',
			'Session Header',
		);
	}
	if (TAKEN_NAMES.includes(name) || OWN_NAMES.includes(name)) {
		throw new InvalidInputError(
			`Session Header is "${name}", which each request needs for something else`,
			'Enter the name that your router reads, such as x-session-id.',
			'Session Header',
		);
	}
	if (namesOfHeaders(credentials).includes(name)) {
		throw new InvalidInputError(
			`Session Header is "${name}", and Headers sets that, too`,
			'Take it out of one of the two: the ID of the run would not be sent.',
			'Session Header',
		);
	}
	return { ...traceOf(context), [name]: sessionId };
}

function namesOfHeaders({ headers }: ICredentialDataDecryptedObject): readonly string[] {
	const { values } = (headers ?? {}) as { values?: unknown };
	const rows = (Array.isArray(values) ? values : []) as readonly { readonly name?: unknown }[];
	return rows.map(({ name }) => toText(name).trim().toLowerCase());
}

/**
 * The W3C `traceparent` of the execution: n8n's own where it traces (`N8N_OTEL_ENABLED`), else one made of the execution's id, the same for all its nodes.
 *
 * Empty outside of an execution, as in the editor's lists.
 */
export function traceOf(context: Execution): RequestHeaders {
	const executionId = executionOf(context);
	if (executionId === undefined) return {};
	const ofN8n = traceOfN8n(context);
	if (ofN8n !== undefined) return ofN8n;
	const trace = hashOf([context.getInstanceId?.() ?? '', executionId]).slice(0, 32);
	const span = crypto.randomUUID().replaceAll('-', '').slice(0, 16);
	return { traceparent: `00-${trace}-${span}-01` };
}

/** The span of the node in n8n's own trace; undefined where n8n does not trace. */
export function traceOfN8n(context: Execution): RequestHeaders | undefined {
	const executionId = executionOf(context);
	const headers: Record<string, string> = {};
	try {
		if (executionId !== undefined)
			(context as Traced).additionalData?.otel?.injectTraceHeaders(executionId, context.getNode?.().name, headers);
	} catch {
		// n8n's tracing in trouble is no trouble of the run.
	}
	const { traceparent, tracestate } = headers;
	return traceparent === undefined ? undefined : { traceparent, ...(tracestate === undefined ? {} : { tracestate }) };
}

function executionOf(context: Execution): string | undefined {
	try {
		const id = context.getExecutionId?.();
		return id === undefined || id === '' ? undefined : id;
	} catch {
		return undefined;
	}
}
