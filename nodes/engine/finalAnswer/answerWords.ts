/** What models call their answer, in the languages that they answer in. */
const words = [
	'(?:final[_ -]?|correct[_ -]?)?(?:answer|result)',
	'antwort|endergebnis|ergebnis|lösung',
	'réponse|résultat',
	'respuesta|resultado',
	'resposta',
	'risposta|risultato',
	'antwoord|svaret?|vastaus|odpowiedź|odpověď|válasz|răspuns(?:ul)?|cevap|yanıt|jawaban|jawapan|đáp án|đáp số|απάντηση',
	'ответ|відповідь|отговор|одговор',
	'答案|答え|答案|回答|最终答案|最終答案|正解|答(?=\\s?[:：])',
	'정답|답(?=\\s?(?:은|:))',
	'الجواب|الإجابة|جواب|תשובה|उत्तर|উত্তর|பதில்|คำตอบ',
];

export const answerWord = new RegExp(`(?<![\\p{Lu}\\p{Ll}])(?:${words.join('|')})(?:_value)?(?![\\p{Ll}])`, 'giu');

/** What is answered, by its number: `to question 3`, `(part 2)`. */
const asked =
	'(?:\\s\\(?(?:(?:to|for|of)\\s(?:the\\s)?)?(?:question|part|problem|exercise|task|step|q|no\\.|number)\\s?#?\\d{1,3}[a-z]?\\)?(?!\\d))?';

/** Words that lead from "answer" to the answer; a colon or an equals sign does, too. */
const verbs =
	'is|are|was|equals|becomes|would be|should be|will be|must be|comes (?:out )?to|turns out to be|ist|lautet|beträgt|est|es|és|é|è|er|är|on|to|это|is dus|wynosi|है|هو|هي';

/** Nothing but a few words without a figure may stand between; a sentence that ended is another. */
export const linkWord = new RegExp(
	`^${asked}[^\\n\\d.!?:=\\\\$]{0,60}?(?:[:=→]|->|是|为|為|は|은|는|(?<![\\p{L}\\p{M}])(?:${verbs})(?![\\p{L}\\p{M}]))`,
	'iu',
);
