import { denies } from './denies';
import { functionWords } from './functionWords';
import { stemOf, wordsIn } from './tellingWords';

/** A longer text says something beside that nothing was found. */
const LONGEST = 400;

/** What programs say when they have nothing to say, in whatever order. */
const signs = wordSet(
	'nothing none null undefined nan empty unknown error errors exception fail failed failure unable invalid sorry denied timeout keine nichts fehler aucun aucune rien erreur ningún ninguno ninguna nada vacío nessun nessuno nessuna niente nenhum nenhuma não geen niets niet',
);

/** What looking something up is about: with one of the words above, or a denial, it says no more than that there is nothing. */
const aboutLookingUp = wordSet(
	`know find found result results match matches matching search searching data information available answer answers respond response request
	status code record records item items entry entries page pages document documents exist exists good please again tool query input
	memory memories timed occur occurred fetch fetching connect connection access service server internal return returned output give gave given get got
	try tried wrong something anything went relevant provide provided help perform execute execution expression evaluate calculate calculation
	support supported allow allowed unexpected content context load loading system message question topic network reach reached unreachable
	bad many calls socket hang read process url value property type parse syntax web internet wikipedia google database index archive source sources list api number total count hits
	ergebnis ergebnisse treffer gefunden daten informationen suche es gab gibt wurde wurden konnte konnten werden résultat résultats trouvé trouvés recherche données
	resultado resultados encontrado encontrados encontró encontraron encontrar se hay datos información búsqueda risultato risultati trovato trovati si ricerca dati
	foi foram dados informação pesquisa resultaat resultaten gevonden zijn er gegevens`,
);

/** `error: …`, `There was an error: …`, `TypeError: …` */
const ledByError = /^(?:there was an? |an? )?\w{0,40}(?:error|exception)(?: [\w-]{1,40}){0,4} ?:/i;

/**
 * Whether what a tool gave back, or words of it, says only that there is nothing: that it found nothing, does not know, or went wrong.
 *
 * Told by its words: beside those that hold sentences together, those of looking something up and those that were `asked`, none is left. So no tool's own sentence has to be known.
 */
export function saysNothing(text: string, asked: string): boolean {
	if (text.length > LONGEST) return false;
	const plain = text
		.trim()
		.replaceAll('’', "'")
		.replace(/^(?:- )?[a-z]\w{0,30}: /i, '')
		.replace(/\bn\/a\b/gi, 'none');
	if (ledByError.test(plain) || ledByError.test(text.trim())) return true;
	const said = wordsIn(plain);
	const words = said.join() === '0' ? wordsIn(text) : said;
	if (words.length === 0) return true;
	const isSign = (word: string) => signs.has(word);
	const isAboutIt = (word: string) => isSign(word) || aboutLookingUp.has(word);
	const hasSign = words.some(isSign) || denies(plain) || isZeroResult(words);
	if (!hasSign || !words.some(isAboutIt)) return false;
	const echoes = new Set(wordsIn(asked).map(stemOf));
	const isError = words.some((word) => isSign(word) && !nothingWords.has(word));
	return words.every(
		(word) =>
			functionWords.has(word) || isAboutIt(word) || echoes.has(stemOf(word)) || word.length === 1 || (isError && /\p{N}/u.test(word)),
	);
}

const nothingWords = wordSet('nothing none null undefined nan empty unknown');

/** `number_of_results: 0` and `0 results` */
function isZeroResult(words: readonly string[]): boolean {
	return words.includes('0') && words.some((word) => aboutLookingUp.has(word));
}

function wordSet(words: string): ReadonlySet<string> {
	return new Set(words.split(/\s+/));
}
