import { toPlainText } from './plainText';

const words = [
	String.raw`not no never nor none neither without hardly scarcely barely cannot nobody nothing nowhere \p{L}+n't isnt arent wasnt werent doesnt didnt hasnt havent hadnt wont cant couldnt`,
	'false falsely untrue incorrect incorrectly wrong wrongly mistaken mistakenly inaccurate myth myths hoax hoaxes misconception misconceptions fallacy fake debunked disproved disproven refuted refutes refute',
	'denied denies deny denying disputed disputes doubted doubtful unlikely unproven unfounded baseless rejected rejects lacks lacked lacking absence unable impossible fails failed except excluding unlike',
	String.raw`nicht kein\p{L}* nie niemals niemand nichts nirgends weder ohne falsch unwahr unmöglich irrtum`,
	'ne pas jamais sans aucun aucune rien faux fausse impossible nunca jamás sin ningún ninguno ninguna nadie nada tampoco falso falsa non mai senza nessun nessuno nessuna niente nulla',
	'não nunca sem nenhum nenhuma ninguém niet geen nooit zonder niemand niets onwaar inte ej ingen aldrig utan ikke aldri uden uten bez nigdy nikt nem nincs değil yok tidak bukan không chưa',
	'не нет ни без нельзя никогда никто ничего нигде неверно неправда ложь миф δεν μη όχι χωρίς ποτέ ليس ليست لم لن لا غير לא אין בלי नहीं',
]
	.join(' ')
	.replaceAll(' ', '|');
const phrases = 'instead of|rather than|anything but|far from|contrary to|no longer';
/** Of scripts without spaces, or whose denials are endings. */
const unspaced =
	'ません|ない|なかった|なく|なし|ぬ(?=[。、])|嘘|誤り|間違い|没有|沒有|不|未|无|無|非|否|沒|没|假的|谣言|謠言|错误|錯誤|않|아니|아닌|없|못하|못했|거짓|ไม่|មិន';
const negation = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${phrases}|${words})(?![\p{L}\p{N}])|${unspaced}`, 'giu');
/** Two words of one denial. */
const pairs =
	/(?<![\p{L}])(?:neither|weder|ne|ni)(?![\p{L}])[^.!?\n]{0,80}?(?<![\p{L}])(?:nor|noch|pas|jamais|ni|rien|aucune?)(?![\p{L}])/giu;

/** Denials of a thing beside, and of nothing that the sentence says. */
const asides =
	/(?<!\p{L})(?:without|except|excluding|unlike|instead of|rather than|ohne|sans|sin|senza|sem|zonder|bez|utan|uden|uten|без|ни|χωρίς|בלי)(?!\p{L})/giu;

/** What leaves open whether it is so: that somebody only says it, that it depends on something, or that it was so once. */
const reservation = new RegExp(
	String.raw`(?<![\p{L}\p{N}])(?:if|whether|unless|might|perhaps|possibly|maybe|probably|likely|allegedly|alleged|supposedly|purportedly|purported|reportedly|rumou?r\p{L}*|claim|claims|claimed|claiming|believes?|believed|suspected|accused|formerly|former|used to|falls|vielleicht|möglicherweise|angeblich|vermutlich|ehemals|peut-être|prétend\p{L}*|quizás?|supuestamente|forse|presunt\p{L}*|talvez|misschien|если|возможно|якобы|бывш\p{L}*)(?![\p{L}\p{N}])|もし|かもしれ|如果|可能|据说|據說`,
	'iu',
);
const mayBe = /(?<![\p{L}])may(?= (?!\d)\p{L})/u;

/** Whether a text has a word of denial or of falsehood in it, in the languages that are commonest on the web. */
export function denies(text: string): boolean {
	return countDenials(text) > 0;
}

/** Whether what stands around other words denies them: `without its mast` does not. */
export function deniesWhole(text: string): boolean {
	return denies(text.replace(asides, ' '));
}

/** How many denials a text has: two of them may make it say yes. */
export function countDenials(text: string): number {
	const { text: plain } = toPlainText(text, false);
	return (plain.match(negation) ?? []).length - (plain.match(pairs) ?? []).length;
}

/** Whether a text leaves open whether what it says is so, or asks. */
export function reserves(text: string): boolean {
	return reservation.test(text) || mayBe.test(text) || /[?？][\s"'”’»)]*$/.test(text.slice(-10));
}
