import { wordsIn } from '../quotes/tellingWords';
import { splitSentences } from '../text/splitSentences';

const listOf = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** Each says by itself that there is nothing to tell. */
const nothing = listOf(
	'none nothing nil keine keiner keines aucun aucune rien ninguno ninguna nada nessuno nessuna niente nenhum nenhuma geen niets нет ничего 无 無 没有 沒有 なし 特になし ありません 없음',
);
const denials = listOf(
	'no not without never ningún don doesn didn isn aren kein nicht pas non sin sem nessun niet не без 无分歧 無分歧 没有分歧 沒有分歧 无矛盾 没有矛盾 異論なし 矛盾なし 不一致なし',
);
/** What words for disagreeing begin with. */
const quarrel =
	/^(?:dissen|disagre|contradi|differ|conflict|discrepan|inconsist|diverg|abweich|widerspr|unterschied|désaccord|desacord|desacuerd|disaccord|verschil|разноглас|противореч|расхожден|.*(?:分歧|矛盾|異論|不一致)$)/u;
const assent = /^(?:agree|agrees|agreed|agreement|same|identical|consistent|unanimous)$/;
/** Says nothing by itself of what is disagreed on. */
const neutral =
	/^(?:\d+|clones?|candidates?|answers?|findings?|points?|reports?|all|both|any|each|other|others|another|one|the|a|an|it|its|they|them|this|that|these|there|here|is|are|was|were|do|does|did|have|has|be|been|of|on|in|to|with|from|among|between|and|or|say|says|said|thing|t|s|major|real|found|es|gibt|il|y|hay|sono|zijn|er)$/;
const agreeing = /^(?:all|both|the)\s(?:[\p{L}\d]+\s){0,2}(?:candidates|clones|answers|findings)\s(?:all\s)?agree\b/iu;
const exception = /\b(?:but|except|however|although|though|while|whereas|apart|only)\b/i;
const saying = /^(?:it\s)?(?:says|states|answers)\s(?:that\s)?/i;

/** A longer text says something. */
const LONGEST = 1000;

/** Tells whether what stands below the heading of dissent is none: it says that there is none, or no more than a whole sentence of the answer. */
export function createNoDissent(answer: string): (says: string) => boolean {
	const sentences = [answer, ...answer.split('\n').flatMap(splitSentences)].filter(({ length }) => length <= LONGEST);
	const told = new Set(sentences.map(bare).filter((each) => each !== ''));
	const repeats = (says: string) => [says, says.replace(saying, '')].some((each) => told.has(bare(each)));
	return (says) => says.length <= LONGEST && (saysNone(says) || (agreeing.test(says) && !exception.test(says)) || repeats(says));
}

function saysNone(says: string): boolean {
	const words = wordsIn(says.replace(/\bn\/a\b/gi, 'none')).filter((word) => nothing.has(word) || denials.has(word) || !neutral.test(word));
	const hasNothing = words.some((word) => nothing.has(word));
	const denies = hasNothing || words.some((word) => denials.has(word));
	const quarrels = words.some((word) => quarrel.test(word));
	const assents = words.some((word) => assent.test(word));
	if (!words.every((word) => nothing.has(word) || denials.has(word) || quarrel.test(word) || assent.test(word))) return false;
	// `No` alone, or `not the same`, is what somebody says instead.
	return denies ? (quarrels || hasNothing) && !assents : assents && !quarrels;
}

/** Its words alone. */
function bare(text: string): string {
	return wordsIn(text).join(' ');
}
