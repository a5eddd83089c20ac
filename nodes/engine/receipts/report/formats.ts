const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const SECOND_MS = 1_000;

/** `12,345`. */
export function formatCount(count: number): string {
	return counts.format(count);
}

/** Short, for where there is little room: `940`, `19.5 M`. */
export function formatShort(count: number): string {
	if (count < 10_000) return formatCount(count);
	return count < 1_000_000 ? `${formatCount(count / 1_000)} k` : `${(count / 1_000_000).toFixed(1)} M`;
}

/** As people say it, also of less than nothing: `0.4 s`, `30 s`, `2 min 5 s`, `3 h 20 min`, `4 d 2 h`. */
export function formatDuration(ms: number): string {
	if (ms < 0) return `−${formatDuration(-ms)}`;
	if (ms < 9_950) return `${(ms / SECOND_MS).toFixed(1)} s`;
	const seconds = Math.round(ms / SECOND_MS);
	if (seconds < 120) return `${seconds} s`;
	const minutes = Math.round(seconds / 60);
	if (seconds < 3_600) return inTwo(seconds, 60, 'min', 's');
	if (minutes < 2_880) return inTwo(minutes, 60, 'h', 'min');
	return inTwo(Math.round(minutes / 60), 24, 'd', 'h');
}

function inTwo(small: number, each: number, large: string, unit: string): string {
	const rest = small % each;
	return `${formatCount(Math.floor(small / each))} ${large}${rest === 0 ? '' : ` ${rest} ${unit}`}`;
}

/** `94 %` of a share from 0 to 1. */
export function formatShare(share: number): string {
	return `${Math.round(share * 100)} %`;
}

/** `connectionRefused` and `tool calls` as a label: `Connection refused`, `Tool calls`. */
export function formatWord(word: string): string {
	const spaced = word.replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
	return `${spaced.slice(0, 1).toUpperCase()}${spaced.slice(1)}`;
}
