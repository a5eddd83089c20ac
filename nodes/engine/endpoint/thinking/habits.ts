/** What is known of how a model at a server marks its thinking. */
export type ThinkingHabit = 'unknown' | 'plain' | 'closesOnly';

const MOST_HABITS = 500;
const habits = new Map<string, ThinkingHabit>();

/** How this model was seen to write until now, in this process. */
export function habitOf(baseUrl: string, model: string): ThinkingHabit {
	return habits.get(keyOf(baseUrl, model)) ?? 'unknown';
}

/** A model that was once seen to close what it never opened is not trusted again; the oldest are forgotten first. */
export function learnHabit(baseUrl: string, model: string, habit: Exclude<ThinkingHabit, 'unknown'>): void {
	const key = keyOf(baseUrl, model);
	const known = habits.get(key);
	if (known === habit || known === 'closesOnly') return;
	const [oldest] = habits.keys();
	if (habits.size >= MOST_HABITS && oldest !== undefined) habits.delete(oldest);
	habits.set(key, habit);
}

function keyOf(baseUrl: string, model: string): string {
	return `${baseUrl}\n${model}`;
}
