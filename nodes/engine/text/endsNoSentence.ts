const listOf = (...lines: readonly string[]): ReadonlySet<string> => new Set(lines.flatMap((line) => line.split(' ')));

/** More always follows: titles, and words such as `that is`. Without their dots, those of several parts included. */
const open = listOf(
	'Dr Mr Mrs Ms Messrs Prof Rev Capt Sgt Lt Hon Mt eg ie cf vs viz approx ca',
	'zB dh ua uU sog bzw vgl Vgl ggf evtl inkl exkl einschl ehem geb gest resp entspr Hr Hrn Frl Dipl Ing Pfr Hl hl Abb',
	'MM Mme Mlle Lic Arq Mgr env apr av Sra Srta Dra Drs Ud Uds Fr Dña pej dott sig Dott Sig Exmo Bijv bijv Dhr Mevr dhr mevr dwz oa mbt',
	'feks fx bla tex dvs jf jfr hr np tzw tj tzn tzv např św sv ks ul prof inż ing esim ns nk mm pl kb ún örn bkz Doç Av',
	'те тк тн напр см ср проф акад',
);
/** Only where a number follows. */
const beforeNumber = listOf(
	'No Nos no Nr Nrn nr n° núm Núm num Num nºs Fig Figs fig figs Art Arts art arts Sec sec Ch ch Vol Vols vol vols pp op Op Par par Eq eq Ex',
	'Kap kap Tab tab Abs Ziff Bd Bde Aufl pág págs Pág pag Pag cap Cap chap str Str čl kl Kl obr rys s. bl blz Blz рис табл стр гл ст п',
);
/** More may follow, or not. */
const unsure = listOf(
	'etc Inc Ltd Co Corp Bros Jr Sr Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Okt Dez Mrz Ave Blvd Univ Dept Est St Ste al',
	'usw usf Mio Mrd Tsd Std Min Jh Jhd Jhdt Jahrh Chr ff Hrsg Bearb ecc enz osv mfl itd itp atd apod stb jne yms vb др пр тыс руб ул им гр',
);

/** Hardly ever stand before a name. */
const closing = listOf('DC AD BC BCE CE PhD MA BA MD am pm');

/** What new sentences begin with, and hardly anything behind an abbreviation or an ordinal does. */
const starters = listOf(
	'the this that these those it its he she they we you i his her their our a an in on at to from by with for after before since when while if as but and or so then there here today however also both many most some all no not',
	'der die das den dem des ein eine einer eines einem einen er sie es wir ihr man sein seine seinen ihre ihren dies diese dieser dieses diesen dort da danach dann damit dabei davor daher deshalb darum doch aber und oder auch als wenn weil während nach nachdem vor seit seitdem im am an auf aus bei beim mit von vom zu zum zur um für ohne heute hier jedoch allerdings außerdem später schließlich zunächst zuerst zuletzt insgesamt viele alle kein keine nur noch so wer was wo wie bis über unter durch gegen',
	'le la les l il elle ils elles on un une des du de ce cette ces cet son sa ses leur leurs en dans sur sous par pour avec mais et ou puis ensuite après avant depuis aujourd où quand comme',
	'el los las lo una unos unas ella ellos ellas este esta estos estas ese esa su sus se con pero y o entonces luego después antes desde hoy cuando como hay no en',
	'lo gli i uno nel nella dopo prima oggi ma e o os as um uma ele ela eles elas não depois het een hij zij ze er maar daarna toen na op',
	'den det de han hun hon der men och og efter siden sedan etter on ten ta to po v ve na do za ale a i w z se je si po poté potom hän se ne mutta ja vuonna az ő ez bu o ve onlar',
	'он она оно они это в на по после затем но и а с как там',
);
/** Names begin so, too, behind an initial: `M. Le Pen`. */
const nameParticles = listOf('le la de du di da del van von der den al el los las i o a to na');

/** Nothing but an ordinal stands before these. */
const ordinalNoun =
	/^(?:Jan(?:uar)?|Jänner|Feb(?:ruar)?|Feber|März|Mrz|Apr(?:il)?|Mai|Juni?|Juli?|Aug(?:ust)?|Sept?(?:ember)?|Okt(?:ober)?|Nov(?:ember)?|Dez(?:ember)?|Jahrhunderts?|Jahrtausends?|Jahrzehnts?|Jahrestag|Jh|Jhd|Jhdt|Lebensjahr|Geburtstag|Todestag|Weltkriegs?|Auflage|Ausgabe|Bundesliga|Sinfonie|Symphonie|Bezirk|Staffel|Spieltag|Advent|Regierungsjahr|Etage|Stock|Klasse|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık|Ocak|Şubat|Yüzyıl)(?!\p{L})/u;
/** What an ordinal stands behind, of languages that write it with a point; another ordinal and a dash or `and` may stand between. */
const behindOrdinalWord =
	/(?:^|[\s(“"„»«])(?:am|im|vom|zum|zur|beim|ins|ans|bis|seit|ab|der|die|das|den|dem|des|(?:k?ein|sein|ihr|mein|dein|unser|dies|jed)(?:e[mnrs]?)?|jeweils|det|fra|dne|od|ve|ke|az)[\s\u00a0]+(?:\p{Nd}{1,3}\.[\s\u00a0]*(?:[–-]|und|oder|bis|sowie|og|och|a|i)[\s\u00a0]*)?$/iu;
/** Behind these a number counts, and a sentence may end with it. */
const behindCount =
	/(?:^|[\s(])(?:Abb|Abbildung|Nr|Nummer|S|Seite|Kap|Kapitel|Tab|Tabelle|Teil|Platz|Band|Bd|Jahr|Fig|Figure|No|p|pp|Art|War|Krieg|Part|Chapter|Type|Typ|Phase|Stage|Class|Volume|Vol|Act)\.?[\s\u00a0]+$/iu;
/** Languages without points behind ordinals. */
const withoutOrdinalPoint =
	/(?:^|\s)(?:the|of|and|is|by|were|has|his|from|with|le|les|est|et|dans|du|au|sous|los|las|con|una|del|il|di|della|dos|por|het|een)(?=\s)/iu;
const ordinal = /(?<![\p{Nd}.,:])(?:\p{Nd}{1,3}|\p{Nd}{1,2}\.\p{Nd}{1,2}|[IVX]{2,6})\.$/u;

/** `e.g.` and `z. B.`, but also `U.S.` and `EE. UU.`, whose parts have a dot each. */
const severalParts = /(?:^|[\s\u00a0("“„])((?:\p{L}{1,2}\.[\s\u00a0]?){1,4}\p{L}{1,3}\.)$/u;
/** `G.`, the last part of `J.-C.`, and doubled for plurals, as in `EE. UU.` */
const isInitial = /^(?:\p{L}*-)?(?:\p{L}|([A-HJ-UWYZ])\1)$/u;
const lastWord = /(?:^|[^\p{L}\p{N}°º])([\p{L}°º-]{1,8})\.$/u;

/** Japanese particles, and the Chinese one, that go on behind what was quoted. */
const behindQuote =
	/^(?:と(?!ても|ころ|にかく|き|りわけ)|って|など|なんて|は(?!い|じ)|が|を|に(?!も)|の(?!ち)|も(?!し|ちろん|っと|う)|で(?!も|は)|だ(?!か|が)|か(?!つ|れ|の)|的)/u;

/** Of what stands before a dot, so much is looked at. */
const LOOKED_BACK = 200;
const LOOKED_AHEAD = 40;

/**
 * Whether the dot that a text ends with is that of an abbreviation, an initial or an ordinal, behind which its sentence goes on: `am 12. März`, `Ludwig II. baute`, `z. B.`, `M. Dupont`, `núm. 4`. Nor does what is quoted end one where `と言った` follows, nor what stands in brackets inside of it.
 *
 * Where both may be, a word that sentences begin with is taken for the beginning of one, and any other for the rest of one.
 */
export function endsNoSentence(text: string, next: string): boolean {
	const before = text.slice(-LOOKED_BACK).trimEnd();
	const ahead = next.slice(0, LOOKED_AHEAD).trimStart();
	if (ahead === '') return false;
	if (/[。！？｡]）$/u.test(before)) return /[^。！？｡\s（]\s*（[^（]*$/u.test(before);
	if (/[。！？｡][」』”’）〉》]+$/u.test(before)) return behindQuote.test(ahead);
	// Of what stands in brackets inside of a sentence.
	if (/\.[)\]]$/.test(before)) return isOpenAbbreviation(before.slice(0, -1), 'x');
	return before.endsWith('.') && (isOpenAbbreviation(before, ahead) || isOrdinal(before, ahead));
}

function isOpenAbbreviation(before: string, ahead: string): boolean {
	const several = severalParts.exec(before)?.[1];
	if (several !== undefined) {
		const letters = several.replace(/[.\s\u00a0]/g, '');
		return open.has(letters) || (closing.has(letters) ? /^\p{Ll}/u.test(ahead) : goesOn(ahead));
	}
	const word = lastWord.exec(before)?.[1];
	if (word === undefined) return false;
	const isCounted = /\p{Nd}[\s\u00a0]?\p{Ll}{1,3}\.$/u.test(before);
	// A unit, unless it is the first half of `v. Chr.`
	if (isCounted && (word.length === 1 || open.has(word))) return /^(?:\p{Lu}\p{L}{0,2}\.|\p{Ll})/u.test(ahead);
	if (open.has(word)) return true;
	if (beforeNumber.has(word)) return /^(?:[\p{Nd}№#]|[IVXLC]+\b)/u.test(ahead);
	return (isInitial.test(word) || unsure.has(word)) && goesOn(ahead, word);
}

function isOrdinal(before: string, ahead: string): boolean {
	if (/\p{Nd}\.$/u.test(before) && /^\p{Ll}/u.test(ahead)) return true;
	const written = ordinal.exec(before)?.[0];
	if (written === undefined) return false;
	if (/^\p{Ll}/u.test(ahead) || ordinalNoun.test(ahead)) return true;
	const words = before.slice(0, -written.length);
	// A date in figures.
	if (/^\p{Nd}/u.test(ahead))
		return (
			/^\p{Nd}{1,2}\.$/u.test(written) && (/^\p{Nd}{1,2}\.(?!\p{Nd})/u.test(ahead) || /(?<!\p{Nd})\p{Nd}{1,2}\.[\s\u00a0]?$/u.test(words))
		);
	if (!goesOn(ahead) || behindCount.test(words)) return false;
	if (behindOrdinalWord.test(words)) return true;
	return /^[IVX]/.test(written) && /(?:^|\p{L}[\s\u00a0])$/u.test(words) && !withoutOrdinalPoint.test(words);
}

/** What comes is none of the words that sentences begin with. */
function goesOn(ahead: string, initial = ''): boolean {
	const [, first = '', second = ''] = /^["'“„«(]*(\p{L}+)(?:[\s\u00a0]+(\p{L}?))?/u.exec(ahead) ?? [];
	if (/^\p{Ll}/u.test(first) || /^\p{L}{1,3}\./u.test(ahead)) return true;
	const word = first.toLowerCase();
	if (!starters.has(word)) return true;
	return /^\p{Lu}$/u.test(initial) && nameParticles.has(word) && /^\p{Lu}/u.test(second);
}
