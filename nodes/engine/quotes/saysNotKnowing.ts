import { denies } from './denies';
import { functionWords } from './functionWords';
import { stemOf, wordsIn } from './tellingWords';

/** A longer text says more than that. */
const LONGEST = 200;

/** What one knows, or cannot know: with a denial. */
const knowing = new Set('know sure certain confident idea clue say tell determine determined answer answered enough'.split(' '));
const notKnowing = new Set('unsure uncertain unable'.split(' '));
/** What may stand beside it. `none` and `unknown` are answers. */
const beside = new Set(
	`sorry apologies afraid unfortunately really honestly simply just exactly answer answers question information data context based given provided have give
	help assist possible about with certainty reliably accurately correct right`.split(/\s+/),
);
/** About whom it says so: somebody else's not knowing is an answer. */
const others = new Set('he she they you who nobody everybody'.split(' '));

/** Whole answers in German, French, Spanish, Italian, Portuguese, Dutch, Russian, Chinese and Japanese. */
const elsewhere = [
	/^(?:(?:das|es) )?(?:ich )?wei(?:ß|ss) (?:(?:ich|es|das|leider) )*nicht$|^(?:ich )?bin (?:mir )?(?:da )?nicht sicher$/,
	/^(?:désolée? )?je ne (?:le )?sais pas$|^je ne suis pas s[ûu]re?$/,
	/^(?:lo siento )?(?:yo )?no (?:lo )?sé$|^no estoy segur[oa]$|^non (?:lo )?so$|^non (?:ne )?sono sicur[oa]$/,
	/^(?:eu )?não sei$|^não tenho certeza$|^(?:dat )?(?:ik )?weet (?:(?:ik|het|dat) )*niet$/,
	/^(?:извините )?(?:я )?не (?:знаю|уверена?)$/,
	/^(?:抱歉|对不起)?我?(?:也)?(?:不知道|不清楚|不确定)$|^(?:すみません)?(?:わかりません|分かりません|知りません)$/,
];

/**
 * Whether an answer says only that the model does not know: `I don't know.`, `I am not sure about that.`
 *
 * Told by its words, as in `saysNothing`, which takes `none` for nothing found; as an answer it may well be the right one. Words of the task may stand beside them.
 */
export function saysNotKnowing(text: string, task: string): boolean {
	const plain = text.trim();
	if (plain.length > LONGEST) return false;
	const line = plain
		.toLowerCase()
		.replaceAll('’', "'")
		.replace(/^[\p{L} ]{1,20}: /u, '');
	const bare = line.replace(/[\p{P}\s]+/gu, ' ').trim();
	if (elsewhere.some((pattern) => pattern.test(bare))) return true;
	const words = wordsIn(line);
	const isDenied = denies(line) ? words.some((word) => knowing.has(word)) : words.some((word) => notKnowing.has(word));
	if (!isDenied || words.some((word) => others.has(word))) return false;
	const asked = new Set(wordsIn(task.slice(0, 10_000)).map(stemOf));
	const mayStand = (word: string) =>
		word.length === 1 || [knowing, notKnowing, beside, functionWords].some((known) => known.has(word)) || asked.has(stemOf(word));
	return words.every((word) => mayStand(word) || denies(word));
}
