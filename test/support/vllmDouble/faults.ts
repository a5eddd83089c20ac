/** A way to let a client down; asked for per request. `afterTokens` is 2 where not given. */
export type Fault =
	/** Any status, with vLLM's error body unless another one is given. */
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly body?: unknown;
			readonly retryAfter?: string;
			readonly contentType?: string;
	  }
	/** Takes the request and never sends a byte. */
	| { readonly kind: 'hang' }
	| { readonly kind: 'resetBeforeBytes' }
	/** Streamed: after so many tokens. Not streamed: in the middle of the body. */
	| { readonly kind: 'resetMidway'; readonly afterTokens?: number }
	| { readonly kind: 'stallMidway'; readonly afterTokens?: number }
	/** A body that ends, by its own count, in the middle of the JSON. */
	| { readonly kind: 'cutJson' }
	/** A stream that ends in good order, without finish reason, usage or `[DONE]`. */
	| { readonly kind: 'truncatedStream'; readonly afterTokens?: number }
	/** A stream that has everything but `[DONE]`. */
	| { readonly kind: 'withoutDone' }
	| { readonly kind: 'malformedSse'; readonly afterTokens?: number }
	/** vLLM's line after a 200, when the engine fails in mid-answer. */
	| { readonly kind: 'errorChunk'; readonly afterTokens?: number; readonly message?: string; readonly code?: number }
	| { readonly kind: 'html'; readonly status?: number }
	| { readonly kind: 'emptyBody' }
	/** JSON of another shape, with status 200. */
	| { readonly kind: 'otherJson'; readonly body: unknown }
	/** A good answer whose text is not what the schema asks for. */
	| { readonly kind: 'wrongSchema' }
	/** A good answer, so much later. */
	| { readonly kind: 'slow'; readonly byMs: number };

/** What a fault script knows about the request it decides on. */
export interface Arrival {
	/** Counted from 0 over all chat requests. */
	readonly index: number;
	readonly body: Readonly<Record<string, unknown>>;
	/** Requests that this connection has served before. */
	readonly servedBefore: number;
}

export type FaultScript = readonly (Fault | undefined)[] | ((arrival: Arrival) => Fault | undefined);

export function pickFault(script: FaultScript | undefined, arrival: Arrival): Fault | undefined {
	return typeof script === 'function' ? script(arrival) : script?.[arrival.index];
}
