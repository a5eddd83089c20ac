/** How memories are searched: as a `talk`, for one fact among short turns that follow each other, or as `passages`, for several texts that each stand for themselves. */
export type SearchKind = 'talk' | 'passages';
