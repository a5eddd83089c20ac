/** What begins another question, another turn, or the end of a turn as a base model writes it out. */
const nextQuestion =
	/(?<=\n)[ \t]{0,8}(?:[*#]{1,6}[ \t]?)?(?:question|problem|exercise|example|q|human|user|instruction|task|input|frage|aufgabe|pregunta|问题|問題|题目)(?:[ \t]{0,2}\d{1,3})?[*]{0,2}[ \t]?[:：.]|<\|(?:im_end|im_start|endoftext|eot_id|end|user)\|>|<\/s>|<end_of_turn>/gi;

/**
 * Ends an answer where its model runs on into another question.
 *
 * Only behind a place that counts as answered: a question told again at the beginning ends nothing.
 */
export function endAtNextQuestion(text: string, answeredAt: number | undefined): string {
	if (answeredAt === undefined) return text;
	for (const { index } of text.matchAll(nextQuestion)) if (index > answeredAt) return text.slice(0, index);
	return text;
}
