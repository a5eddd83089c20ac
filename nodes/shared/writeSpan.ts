/** What a span says; what is not known is absent. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** What of OpenTelemetry's API this needs. */
interface OpenTelemetry {
	readonly trace?: { getTracer(name: string): Tracer };
	readonly context?: { active(): object };
	readonly propagation?: { extract(context: object, carrier: Carrier, getter: CarrierGetter): object };
}

interface Tracer {
	startSpan(
		name: string,
		options: { readonly startTime: Date; readonly attributes: SpanAttributes },
		parent: object,
	): { end(at: Date): void };
}

type Carrier = Readonly<Record<string, string>>;

interface CarrierGetter {
	get(carrier: Carrier, name: string): string | undefined;
	keys(carrier: Carrier): string[];
}

/** By this name every copy of that API finds the one in which tracing was switched on. */
const API = Symbol.for('opentelemetry.js.api.1');
const getter: CarrierGetter = { get: (carrier: Carrier, name: string) => carrier[name], keys: (carrier: Carrier) => Object.keys(carrier) };

/**
 * Writes a span that began `durationMs` ago and ends now, under the span that `traceparent` names.
 *
 * Does nothing where n8n does not trace. The API is the one that n8n has loaded; this package brings none.
 */
export function writeSpan(name: string, attributes: SpanAttributes, durationMs: number, parent: Carrier): void {
	const api = (globalThis as { readonly [API]?: OpenTelemetry })[API];
	if (api?.trace === undefined || api.context === undefined || api.propagation === undefined) return;
	const end = new Date();
	const context = api.propagation.extract(api.context.active(), parent, getter);
	const span = api.trace
		.getTracer('n8n-nodes-shadow-clones')
		.startSpan(name, { startTime: new Date(end.getTime() - Math.max(0, durationMs)), attributes }, context);
	span.end(end);
}
