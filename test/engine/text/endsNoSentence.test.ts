import { describe, expect, it } from 'vitest';
import { splitSentences as splitReport } from '../../../nodes/engine/synthesize/citations/splitSentences';
import { splitSentences } from '../../../nodes/engine/text/splitSentences';
import { expectLinear } from '../../support/expectLinear';

const trimmed = (sentences: readonly string[]) => sentences.map((sentence) => sentence.trim());

/** Sentences, apart by a bar. */
const texts: Readonly<Record<string, readonly string[]>> = {
	'dates and ordinals': [
		'Der See wurde am 12. März 1766 entdeckt.|Er ist tief.',
		'Am 12. 3. 1766 kam er.|Am 3. April ging er.',
		'Er hat das 3. Kapitel der 5. Auflage gelesen.|Das war gut.',
		'Sein 80. Geburtstag war am Sonntag, 1. Mai.|Er feierte.',
		'Im 18. und 19. Jahrhundert stand es dort.|Danach nicht.',
		'Den 12. marts 1766 kom han.|Det var i det 19. Århundrede.',
		'Järvi löydettiin 12. maaliskuuta 1766.|Se on syvä, ks. kuva 3.',
		'Zemřel 29. listopadu 1378.|Potom vládl syn.',
	],
	'numbers of rulers': [
		'König Ludwig II. baute das Schloss im 19. Jahrhundert.|Es steht noch.',
		'Franz Josef I. regierte bis 1916.|Karl I. Kaiser folgte.',
		'Karel IV. Lucemburský založil univerzitu.|Zemřel tam.',
		'II. Rákóczi Ferenc a XVIII. században élt.|Meghalt 1735. április 8-án.',
		'Napoleon I. starb 1821.|Napoleon III. wurde 1852 Kaiser.|Frankreich verlor 1870.',
		'И. И. Иванов жил в XIX в. в Москве.|Пётр I. Великий умер в 1725 г.|Москва росла.',
		'Sultan II. Abdülhamid 19. Yüzyıl sonunda yaşadı.|O öldü.',
	],
	abbreviations: [
		'Das ist z. B. im Atlas, S. 12, zu lesen.|Danach kam es.',
		'Er steht in der Allee, s. Abb. 3, am Ufer.|Peter baute ihn.',
		'Das heißt, d. h. vor dem Krieg bzw. im Frieden, lebten dort ca. 300 Menschen, Nr. 5 vgl. Kap. 3.|Die Burg steht.',
		'Es kostet 5 Mio. Euro.|Das ist viel.',
		'Er starb 44 v. Chr. in Rom.|Sie starb 30 v. Chr.|Danach war Friede.',
		'Der Ort (z. B. Rom) liegt dort.|Die Kirche (17. Jh.) Maria Himmelfahrt steht.',
		'Mme. Curie et le Dr. Roux, p. ex. vol. 2, vivaient à St. Denis.|Paris est grand.',
		'Er schrieb u. a. die Messe op. 5, z. T. in Leipzig.|Beethovens 9. Sinfonie nicht.',
		'Kraków, tzn. miasto przy ul. Długiej 5, np. Wawel.|Warszawa jest większa.',
		'Voir p. 3 et M. Dupont.|M. Le Pen est venu.|Il est parti.',
		'César est mort en 44 av. J.-C. à Rome.|Le peuple pleura.',
		'El Sr. Pérez vive en el núm. 4 de EE. UU.|La casa es grande.',
		'See e.g. Dr. Smith, No. 5, in the U.S.|The tower is high.',
		'The firm of Dr. A. Smith Inc. built it.|It stands.',
		'It is 5 km long, cf. Miller et al. 2010.|We know.',
		'W. A. Mozart lebte hier.|G. I. Gurdjieff auch.',
		'Он жил на ул. Ленина, т. е. в центре.|Потом умер.',
	],
	'real ends': [
		'Es war 1912.|Danach kam der Krieg.',
		'Es war 1912.|Peter kam.',
		'Sie war die 12.|Danach kam keine.',
		'Es sind 300.|Peter ging.',
		'Platz 3.|Peter gewann.',
		'Der Turm ist 10 m.|Der Fluss ist 5 km.|Die Brücke nicht.',
		'No.|It is not.',
		'I said no.|Peter said yes.',
		'Vitamin C.|The doctor said so.',
		'It ended World War II.|Churchill left.',
		'The tower has 12.|Paris has 5.',
		'They sell apples, pears, etc.|They also sell nuts.',
		'This is modern art.|Art. 5 says so.',
		'It was built by King Henry VIII.|Anne Boleyn died.',
		'Le roi Louis XIV.|Versailles fut son palais.',
		'He was born in Washington, D.C.|George left early.',
		'Er wurde 80.|Maria starb.',
		'He was on the river Olm.|The river is long.',
	],
};

describe.each([
	['of quotes', splitSentences],
	['of reports', splitReport],
])('sentences %s', (_, split) => {
	describe.each(Object.entries(texts))('with %s', (__, lines) => {
		it.each(lines)('are those of %s', (line) => {
			expect(trimmed(split(line.replaceAll('|', ' ')))).toEqual(line.split('|'));
		});
	});

	it.each([
		'奥姆河长312公里。|它是世界上最长的河流。|水深9000米！|真的吗？|是。',
		'「とても大きい。」と彼は言った。|「はい。」|でもそれは長い川です。',
		'他说：“河很长。”|这是真的。',
		'奥姆河（长312公里。）流入湖中。|（它很深。）|国王在那里游泳。',
		'ｵﾙﾑ川は長い｡|それは深い｡',
		'奥姆河长312公里。|The lake is 3.5 km long. |河很长。',
	])('need no space between them: %s', (line) => {
		expect(trimmed(split(line.replaceAll('|', '')))).toEqual(trimmed(line.split('|')));
	});

	it.each(['นี่คือแม่น้ำ។|ទន្លេនេះវែង។|វាជ្រៅ។', 'هل هي كبيرة؟|نعم.', 'नदी लंबी है।|वह गहरी है।', 'ይህ ወንዝ ነው።|ጥልቅ ነው።'])(
		'end with the marks of their script: %s',
		(line) => {
			expect(trimmed(split(line.replaceAll('|', ' ')))).toEqual(line.split('|'));
		},
	);

	it.each(['z. B. ', 'am 12. ', 'II. A', '5 m. ', '。」と', '(a.) ', '。「', '。）', 'x（。）'])(
		'are found in time that grows with a row of "%s" and no faster',
		(piece) => {
			expectLinear((length) => piece.repeat(length / piece.length), split);
		},
	);
});
