/** Units by what they measure; words of one unit stand together. */
const lines = [
	[
		'length',
		'mm millimetre millimetres millimeter millimeters; cm centimetre centimetres centimeter centimeters zentimeter; m metre metres meter meters metern mètre mètres metro metros метр метров метра м; km kilometre kilometres kilometer kilometers kilomètres kilómetros км; inch inches; ft foot feet; yd yard yards; mi mile miles; nm',
	],
	[
		'mass',
		'mg milligram milligrams; g gram grams gramm; kg kilo kilos kilogram kilograms кг; t ton tons tonne tonnes tonnen; lb lbs pound pounds; oz ounce ounces',
	],
	['temperature', '°c celsius; °f fahrenheit; kelvin'],
	[
		'time',
		'ms millisecond milliseconds; s sec second seconds sekunden; min minute minutes minuten; h hr hrs hour hours stunden heures horas; day days tag tage tagen jours días дней; week weeks wochen; month months monate monaten; year years jahr jahre jahren ans années años лет года; decade decades; century centuries',
	],
	['speed', 'km/h kmh kph; mph; m/s; kn knot knots'],
	['area', 'm2; km2; ha hectare hectares hektar; acre acres; cm2; sq'],
	['volume', 'l litre litres liter liters; ml millilitre millilitres milliliter milliliters; gallon gallons; m3; km3'],
	['data', 'kb; mb; gb; tb'],
	['power', 'w watt watts; kw kilowatt kilowatts; mw megawatt megawatts; gw gigawatt gigawatts; kwh; mwh; gwh'],
	[
		'money',
		'$ usd dollar dollars; € eur euro euros; £ gbp pound pounds; ¥ yen jpy; chf francs; rupee rupees; rub rouble roubles ruble rubles',
	],
	['share', '% percent prozent'],
	[
		'scale',
		'hundred; thousand tausend тысяч; million millions mio mn millionen миллионов; billion billions bn milliarden; trillion trillions; dozen',
	],
] as const;

export interface KnownUnit {
	readonly name: string;
	readonly measures: string;
}

/** `pounds` may be two. */
export const unitsByWord: ReadonlyMap<string, readonly KnownUnit[]> = Map.groupBy(
	lines.flatMap(([measures, units]) =>
		units.split('; ').flatMap((unit) => unit.split(' ').map((word, _, [name = word]) => ({ word, name, measures }))),
	),
	({ word }) => word,
);
