import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import type { InstalledN8n } from '../../scripts/real-n8n/ensureN8n.mts';
import { listenOnNewPort } from './listenOnNewPort.ts';

export interface CollectedSpan {
	readonly name: string;
	readonly traceId: string;
	readonly spanId: string;
	/** Empty: it has none. */
	readonly parentId: string;
	readonly durationMs: number;
	readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

/** Takes what OpenTelemetry sends over HTTP, as a collector does. */
export interface Collector {
	readonly address: string;
	readonly spans: readonly CollectedSpan[];
	close(): Promise<void>;
}

/** As much of opentelemetry/proto/trace/v1 as is read here. */
const proto = `
	syntax = "proto3";
	message AnyValue { oneof value { string string_value = 1; bool bool_value = 2; int64 int_value = 3; double double_value = 4; } }
	message KeyValue { string key = 1; AnyValue value = 2; }
	message Span {
		bytes trace_id = 1; bytes span_id = 2; bytes parent_span_id = 4; string name = 5;
		fixed64 start_time_unix_nano = 7; fixed64 end_time_unix_nano = 8; repeated KeyValue attributes = 9;
	}
	message ScopeSpans { repeated Span spans = 2; }
	message ResourceSpans { repeated ScopeSpans scope_spans = 2; }
	message ExportTraceServiceRequest { repeated ResourceSpans resource_spans = 1; }
`;

interface SentSpan extends Omit<CollectedSpan, 'durationMs' | 'attributes' | 'parentId'> {
	readonly parentSpanId: string;
	readonly startTimeUnixNano: string;
	readonly endTimeUnixNano: string;
	readonly attributes: ReadonlyArray<{ readonly key: string; readonly value?: Readonly<Record<string, string | number | boolean>> }>;
}

interface Sent {
	readonly resourceSpans: ReadonlyArray<{ readonly scopeSpans: ReadonlyArray<{ readonly spans: readonly SentSpan[] }> }>;
}

/** What of protobufjs this needs. */
interface Protobuf {
	parse(source: string): { readonly root: { lookupType(name: string): MessageType } };
}

interface MessageType {
	decode(bytes: Uint8Array): object;
	toObject(message: object, options: object): object;
}

/** n8n sends protobuf, and brings what reads it. */
export async function startCollector(n8n: InstalledN8n): Promise<Collector> {
	const protobuf = createRequire(n8n.command)('protobufjs') as Protobuf;
	const type = protobuf.parse(proto).root.lookupType('ExportTraceServiceRequest');
	const spans: CollectedSpan[] = [];
	const server = createServer((request, response) => {
		void buffer(request).then((body) => {
			if (request.method === 'POST' && request.url === '/v1/traces')
				spans.push(...readSpans(type.toObject(type.decode(body), { longs: String, bytes: String, arrays: true }) as Sent));
			response.writeHead(200, { 'content-type': 'application/x-protobuf' }).end();
		});
	});
	const port = await listenOnNewPort(server);
	return {
		address: `http://127.0.0.1:${port}`,
		spans,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

const readSpans = ({ resourceSpans }: Sent): readonly CollectedSpan[] =>
	resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)).map(readSpan);

function readSpan({ name, traceId, spanId, parentSpanId, startTimeUnixNano, endTimeUnixNano, attributes }: SentSpan): CollectedSpan {
	const values = attributes.map(({ key, value = {} }) => {
		const [[type, said] = ['', '']] = Object.entries(value);
		return [key, type === 'intValue' ? Number(said) : said] as const;
	});
	return {
		name,
		traceId: toHex(traceId),
		spanId: toHex(spanId),
		parentId: toHex(parentSpanId),
		durationMs: Number(BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1e6,
		attributes: Object.fromEntries(values),
	};
}

const toHex = (base64 = ''): string => Buffer.from(base64, 'base64').toString('hex');
