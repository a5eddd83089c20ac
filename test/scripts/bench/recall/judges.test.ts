import { expect, it } from 'vitest';
import { judgePassages } from '../../../../scripts/bench/recall/judgePassages.mts';
import { judgeTalk } from '../../../../scripts/bench/recall/judgeTalk.mts';
import { createPlainFts5 } from '../../../../scripts/bench/recall/plainFts5.mts';

it('judges a talk by the sessions of the found turns, in the order of their first turn', () => {
	const questions = [{ question: '', gold: ['a1', 'f1'] }];
	const found = [['b1', 'b2', 'a2', 'c1', 'd1', 'e1', 'f1']];
	expect(judgeTalk(questions, found, (turn) => turn[0]!)).toEqual({ questions: 1, any5: 1, all5: 0, any10: 1, all10: 1, turn10: 1 });
	expect(judgeTalk(questions, [[]], (turn) => turn[0]!)).toMatchObject({ any5: 0, all10: 0, turn10: 0 });
});

it('judges passages by how many of the needed ones were found, and how often all were', () => {
	const questions = [
		{ question: '', gold: ['1', '2'] },
		{ question: '', gold: ['3'] },
	];
	const found = [['1', '4', '5', '6', '7', '2'], ['9']];
	expect(judgePassages(questions, found)).toEqual({ questions: 2, at5: 0.25, at10: 0.5, all10: 0.5 });
});

it('lets plain FTS5 find a turn by its neighbours and its session too, and nothing by stop words', () => {
	const turns = ['We met at the lake', 'It rained', 'Cake for tea'].map((text, at) => ({ id: String(at), text, session: 's' }));
	const search = createPlainFts5([...turns, { id: 'alone', text: 'A lake' }], new Set(['the']));
	expect(search('the lake').toSorted()).toEqual(['0', '1', '2', 'alone']);
	expect(search('the')).toEqual([]);
});
