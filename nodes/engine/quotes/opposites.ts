import { wordsIn } from './tellingWords';

/** Words of which one says the contrary of the other. */
const pairs: ReadonlyArray<readonly [ReadonlySet<string>, ReadonlySet<string>]> = [
	'before earlier prior | after later following',
	'more greater larger bigger | less fewer smaller',
	'most largest biggest greatest | least fewest smallest',
	'first | last final',
	'above | below beneath',
	'over exceeding exceeds exceeded | under',
	'increase increases increased increasing rise rises rose risen grew grown growing gain gained gains up | decrease decreases decreased decreasing fall falls fell fallen shrank shrunk decline declined declines drop drops dropped loss lost down reduced',
	'higher taller | lower shorter',
	'highest tallest longest | lowest shortest',
	'longer | shorter',
	'deeper deepest | shallower shallowest',
	'older oldest | younger youngest newer newest',
	'faster fastest | slower slowest',
	'heavier heaviest | lighter lightest',
	'better best | worse worst',
	'hot hotter hottest warm warmer | cold colder coldest cool cooler',
	'maximum max | minimum min',
	'north northern | south southern',
	'east eastern | west western',
	'left | right',
	'won win wins winner | lost lose loses loser',
	'start started starts began begins beginning | end ended ends ending finished',
	'open opened opens | close closed closes shut',
	'born birth | died dies death dead',
	'alive living | dead extinct deceased',
	'accept accepted approved allowed legal permitted | rejected refused banned forbidden illegal prohibited',
	'guilty convicted | innocent acquitted',
	'bought buy buys purchased | sold sell sells',
	'import imports imported | export exports exported',
	'inside | outside',
	'upper top | lower bottom',
	'male man men boy father son brother husband | female woman women girl mother daughter sister wife',
	'always | rarely seldom sometimes occasionally',
	'safe harmless | dangerous unsafe harmful poisonous toxic',
	'true | false untrue',
	'vor früher | nach später',
	'mehr größer | weniger kleiner',
	'erste erster ersten erstes | letzte letzter letzten letztes',
	'über oberhalb | unter unterhalb',
	'höher höchste höchster | niedriger niedrigste tiefer',
	'stieg gestiegen wuchs | sank gesunken fiel gefallen',
	'avant | après',
	'plus | moins',
	'premier première | dernier dernière',
	'antes | después',
	'más mayor | menos menor',
	'primero primera | último última',
	'до | после',
	'больше более | меньше менее',
	'первый первая | последний последняя',
].map((line) => {
	const [one = '', other = ''] = line.split(' | ');
	return [new Set(one.split(' ')), new Set(other.split(' '))];
});

/** Whether a claim has a word whose contrary stands in its quotes in its place: `before` for `after`, `rose` for `fell`. */
export function saysContrary(claim: string, quotes: readonly string[]): boolean {
	const claimed = new Set(wordsIn(claim));
	const quoted = new Set(quotes.flatMap(wordsIn));
	const hasOf = (side: ReadonlySet<string>, words: ReadonlySet<string>) => [...side].some((word) => words.has(word));
	const takesPlace = (one: ReadonlySet<string>, other: ReadonlySet<string>) =>
		hasOf(one, claimed) && !hasOf(other, claimed) && hasOf(other, quoted) && !hasOf(one, quoted);
	return pairs.some(([one, other]) => takesPlace(one, other) || takesPlace(other, one));
}
