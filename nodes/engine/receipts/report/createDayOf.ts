const QUARTER_MINUTES = 15;

/** Makes a function that gives the day of a time in ISO 8601, like 2026-11-28, in a time zone; where nobody knows that zone, in UTC. */
export function createDayOf(timeZone: string): (at: string) => string {
	const format = openFormat(timeZone);
	const known = new Map<string, string>();
	return (at) => {
		// Every zone changes its day at a full quarter of an hour, and most receipts share theirs.
		const quarter = `${at.slice(0, 14)}${Math.floor(Number(at.slice(14, 16)) / QUARTER_MINUTES)}`;
		const day = known.get(quarter) ?? format.format(new Date(at));
		known.set(quarter, day);
		return day;
	};
}

function openFormat(timeZone: string): Intl.DateTimeFormat {
	const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const;
	try {
		return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone });
	} catch {
		return new Intl.DateTimeFormat('en-CA', { ...parts, timeZone: 'UTC' });
	}
}
