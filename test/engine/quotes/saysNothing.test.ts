import { describe, expect, it } from 'vitest';
import { saysNothing } from '../../../nodes/engine/quotes/saysNothing';

const asked = 'How tall is Blackpool Tower? {"q":"Blackpool Tower height"} search_the_web';

describe('saysNothing', () => {
	it.each([
		"I don't know how to do that.",
		'I don’t know.',
		'Nothing was found in memory about this.',
		'No good Wikipedia Search Result Found',
		'No good search result found',
		'No results for "Blackpool Tower height".',
		'There was an error: "Request failed with status code 404"',
		'response: There was an error: "getaddrinfo ENOTFOUND search.example.com"',
		'error: The expression ends where a number was expected',
		'TypeError: x is not a function',
		'Request failed with status code 500',
		"Sorry, I couldn't find any information about that.",
		'No matching documents.',
		'number_of_results: 0',
		'undefined',
		'null',
		'N/A',
		'[]',
		'  - ',
		'Keine Ergebnisse gefunden.',
		'Es wurden keine Treffer gefunden.',
		'Aucun résultat trouvé',
		'No se encontraron resultados.',
		'No hay resultados para Blackpool',
		'Nessun risultato trovato',
		'Nenhum resultado encontrado.',
		'Geen resultaten gevonden',
	])('is true of %j', (text) => {
		expect(saysNothing(text, asked)).toBe(true);
	});

	it.each([
		'172',
		'0',
		'Paris',
		'Blackpool Tower is 158 metres tall.',
		'The Eiffel Tower is not taller than Blackpool Tower.',
		'Blackpool Tower is taller.',
		'The mission failed in 1967.',
		'Es wurden keine Menschen verletzt.',
		'No hay leones en Europa.',
		'No evidence was found that the tower sways.',
		'Nobody knows who drew the plans.',
		'There is no statue on it.',
		'Error correction codes were described by Richard Hamming in 1950.',
		'The first search engine was called Archie.',
		`Nothing was found. ${'The tower stands by the sea. '.repeat(20)}`,
	])('is false of %j', (text) => {
		expect(saysNothing(text, asked)).toBe(false);
	});
});
