/** Functions of one value, by how they are written, and how mathjs calls them. */
export const functions: Readonly<Record<string, string>> = {
	sin: 'sin',
	cos: 'cos',
	tan: 'tan',
	cot: 'cot',
	sec: 'sec',
	csc: 'csc',
	arcsin: 'asin',
	arccos: 'acos',
	arctan: 'atan',
	asin: 'asin',
	acos: 'acos',
	atan: 'atan',
	sinh: 'sinh',
	cosh: 'cosh',
	tanh: 'tanh',
	ln: 'log',
	log: 'log10',
	lg: 'log10',
	exp: 'exp',
	abs: 'abs',
	floor: 'floor',
	ceil: 'ceil',
	sqrt: 'sqrt',
	cbrt: 'cbrt',
};

export const inverses: Readonly<Record<string, string>> = {
	sin: 'asin',
	cos: 'acos',
	tan: 'atan',
	sinh: 'asinh',
	cosh: 'acosh',
	tanh: 'atanh',
};

/** Angles in degrees are turned into radians in these. */
export const trigonometric = new Set(['sin', 'cos', 'tan', 'cot', 'sec', 'csc']);

export const greek = new Set(
	'alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi rho sigma tau phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Phi Psi Omega ell hbar'.split(
		' ',
	),
);

/** Commands that only set type, or stand for a space. */
export const idle = new Set(
	'left right text textbf textit textrm mbox mathrm mathbf mathit mathsf operatorname displaystyle textstyle scriptstyle limits nolimits big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle quad qquad enspace thinspace hspace rm bf it mathstrut strut nonumber'.split(
		' ',
	),
);

/** Commands for signs. */
export const signs: Readonly<Record<string, string>> = {
	times: '*',
	cdot: '*',
	ast: '*',
	div: '/',
	pm: '±',
	mp: '∓',
	le: '≤',
	leq: '≤',
	leqslant: '≤',
	leqq: '≤',
	ge: '≥',
	geq: '≥',
	geqslant: '≥',
	geqq: '≥',
	lt: '<',
	gt: '>',
	ne: '≠',
	neq: '≠',
	approx: '≈',
	simeq: '≈',
	doteq: '≈',
	in: '∈',
	cup: '∪',
	bigcup: '∪',
	cap: '∩',
	setminus: '∖',
	backslash: '∖',
	smallsetminus: '∖',
	lbrace: '{',
	rbrace: '}',
	lbrack: '[',
	rbrack: ']',
	lparen: '(',
	rparen: ')',
	langle: '⟨',
	rangle: '⟩',
	lfloor: '⌊',
	rfloor: '⌋',
	lceil: '⌈',
	rceil: '⌉',
	lvert: '|',
	rvert: '|',
	vert: '|',
	lor: 'or',
	vee: 'or',
	land: 'and',
	wedge: 'and',
	degree: '°',
	colon: ':',
	prime: "'",
	Rightarrow: '⇒',
	implies: '⇒',
	cr: '↵',
	newline: '↵',
};

/** Commands that are known and not calculated: equal only where they are written alike. */
export const uncalculated = new Set(
	'sum prod int iint oint lim sup inf max min gcd lcm mod pmod bmod equiv to rightarrow mapsto iff ldots dots cdots vdots ddots mid vec hat tilde bar overline overrightarrow widehat underline angle triangle perp parallel cong sim forall exists partial nabla det dim ker rank circ bullet star prime propto notin subset subseteq supset supseteq Re Im oplus otimes begin end not neg'.split(
		' ',
	),
);

/** Currencies by the command that is written for their sign. */
export const currencies: Readonly<Record<string, string>> = {
	dollar: '$',
	euro: '€',
	sterling: '£',
	yen: '¥',
	rupee: '₹',
	won: '₩',
	rouble: '₽',
};
export const currencySigns: ReadonlySet<string> = new Set(Object.values(currencies));

const unitWords: ReadonlyArray<readonly [string, string]> = [
	['mm', 'mm millimeter millimeters millimetre millimetres'],
	['cm', 'cm cms centimeter centimeters centimetre centimetres'],
	['m', 'm meter meters metre metres'],
	['km', 'km kilometer kilometers kilometre kilometres'],
	['in', 'in inch inches'],
	['ft', 'ft foot feet'],
	['yd', 'yd yard yards'],
	['mi', 'mi mile miles'],
	['mg', 'mg milligram milligrams'],
	['g', 'g gram grams'],
	['kg', 'kg kilogram kilograms'],
	['lb', 'lb lbs pound pounds'],
	['oz', 'oz ounce ounces'],
	['L', 'l liter liters litre litres'],
	['mL', 'ml milliliter milliliters'],
	['s', 's sec secs second seconds'],
	['min', 'min mins minute minutes'],
	['h', 'h hr hrs hour hours'],
	['day', 'day days'],
	['week', 'week weeks'],
	['month', 'month months'],
	['year', 'yr yrs year years'],
	['mph', 'mph'],
	['km/h', 'kmh kph'],
	['$', 'dollar dollars usd'],
	['cent', 'cent cents'],
	['€', 'euro euros eur'],
	['£', 'gbp sterling'],
	['¥', 'yen jpy'],
	['₹', 'rupee rupees inr'],
	['₽', 'ruble rubles rouble roubles'],
	['°', 'degree degrees deg'],
	['%', 'percent pct percents'],
	['rad', 'rad radian radians'],
	['Hz', 'hz'],
	['N', 'n newton newtons'],
	['J', 'j joule joules'],
	['W', 'w watt watts'],
];

/** Units by the words for them, in lower case. */
export const units: ReadonlyMap<string, string> = new Map(
	unitWords.flatMap(([unit, words]) => words.split(' ').map((word) => [word, unit] as const)),
);

/** Words of two or three letters, which would else be products. */
export const shortWords = new Set(
	'no yes all odd one two six ten red and or the are not for if of to is on at by an mon tue wed thu fri sat sun may jan feb mar apr jun jul aug sep oct nov dec sum none day am pm box cup day men car dog cat cow egg pen toy tie hat per sq cu max min via let so we has had was boy any its'.split(
		' ',
	),
);

export const numberWords: Readonly<Record<string, string>> = Object.fromEntries(
	'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'
		.split(' ')
		.map((word, value) => [word, String(value)]),
);
