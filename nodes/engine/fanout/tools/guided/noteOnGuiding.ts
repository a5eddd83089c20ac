/** What of guiding one clone went wrong beside its answer. */
export interface GuidingTroubles {
	/** Quotes that do not stand in their source; counted here only where no board counts them. */
	readonly dropped: number;
	/** Claims that do not follow from their source; as above. */
	readonly quotedInstead: number;
	/** Questions that were not answered in the asked form, even when asked again. */
	readonly unread: number;
}

/** For the receipt, a sentence for each kind of trouble that there was; `round` where there are several. */
export function noteOnGuiding(clone: number, { dropped, quotedInstead, unread }: GuidingTroubles, round?: number): readonly string[] {
	const quotes = dropped === 1 ? '1 quote that does' : `${dropped} quotes that do`;
	const claims = quotedInstead === 1 ? '1 claim that does' : `${quotedInstead} claims that do`;
	return [
		...(dropped === 0 ? [] : [`Clone ${clone} gave ${quotes} not stand in the source, and what rests on that was dropped.`]),
		...(quotedInstead === 0
			? []
			: [`Clone ${clone} made ${claims} not follow from the source, and the words of the source were taken instead.`]),
		...(unread === 0 ? [] : [`Clone ${clone}${round === undefined ? '' : ` in round ${round}`}: ${tellUnread(unread)}`]),
	];
}

/** How many questions were asked in vain, and what helps. */
export function tellUnread(unread: number): string {
	const questions = unread === 1 ? '1 guided question was' : `${unread} guided questions were`;
	return `${questions} not answered in the asked form. Use a larger model, or a server that takes JSON Schema.`;
}
