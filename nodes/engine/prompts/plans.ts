/** Reply format: JSON that fits `plansSchema`. */
export function plansPrompt(task: string, count: number, kept: readonly string[]): string {
	return [
		task,
		'---',
		`Do not do this task yet. ${count} workers will do it at the same time, each following one plan. Write ${count} plans that differ in what they do: other parts of the question, other sources, other methods; not the same steps in other words. Each plan is two or three sentences, addressed to its worker.`,
		...(kept.length === 0 ? [] : [`These plans already exist, so write others:\n${kept.map((plan) => `- ${plan}`).join('\n')}`]),
		'Answer with JSON only: { "plans": ["…", "…"] }.',
	].join('\n\n');
}

export const plansSchema = {
	type: 'object',
	properties: { plans: { type: 'array', items: { type: 'string' } } },
	required: ['plans'],
	additionalProperties: false,
} as const;

export function followPlanPrompt(plan: string): string {
	return `Follow this plan: ${plan}`;
}
