/**
 * What goes wrong with one request. `overloaded` and `loading` go on for `forMs` from the first such request on; `stall` begins an answer and goes no further, `silent` does not even begin; `streamError` breaks after `afterPieces`, in the kind's own way; `reset` breaks the connection there.
 */
export type Trouble =
	| { readonly kind: 'overloaded' | 'loading'; readonly forMs: number }
	| { readonly kind: 'stall' | 'silent' }
	| { readonly kind: 'streamError' | 'reset' | 'endEarly'; readonly afterPieces: number }
	| { readonly kind: 'withoutUsage' };
