/** The models of a receipt as one text in which a model is found whole: names hold no line break. */
export function listedModels(models: readonly string[]): string {
	return models.length === 0 ? '' : `\n${models.join('\n')}\n`;
}

/** What to look for in it. */
export function oneModel(model: string): string {
	return `\n${model}\n`;
}
