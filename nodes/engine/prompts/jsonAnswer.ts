/** Stands at the end of the shared part of the prompt. Reply format: one JSON value that fits the schema. */
export function jsonAnswerPrompt(schema: Readonly<Record<string, unknown>> | undefined): string {
	if (schema === undefined) return 'Answer with one JSON object and nothing else.';
	return `Answer with JSON that fits this JSON Schema, and nothing else:\n${JSON.stringify(schema)}`;
}

/** Said once to a clone whose answer does not fit. Reply format: one JSON value that fits the schema. */
export function jsonAgainPrompt(complaints: readonly string[]): string {
	return `That answer does not fit: ${complaints.slice(0, 3).join('; ')}. Answer again, with the corrected JSON only.`;
}
