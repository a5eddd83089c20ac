/** Words that hold sentences together and tell nothing by themselves: English, and the commonest of German, French and Spanish. */
export const functionWords: ReadonlySet<string> = new Set(
	[
		'a an the this that these those it its he him his she her they them their we us our you your i me my one ones who whom whose which what when where why how',
		'is are was were be been being am do does did done has have had having will would can could may might must should isn aren wasn weren don doesn didn hasn haven hadn won wouldn couldn ll ve re',
		'and or but nor so than then as if because while of in on at to from by with into onto over under between for about after before since until up down out off per via',
		'not no yes only also just very too more most much many some any all each every both other another such same own there here again once now ever never',
		'der die das den dem des ein eine einer eines und oder aber ist sind war waren wird hat haben mit von zu im in auf nicht',
		'le la les un une des du de et ou est sont a ont avec pour dans sur ne pas que qui',
		'el los las una unos y o es son fue ha con por para en del que',
	].flatMap((line) => line.split(' ')),
);
