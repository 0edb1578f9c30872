import { box, dot, light, line, neck, oval, shade, shape, torso, torsoOutline } from './body.ts'
import type { Clothing } from './types.ts'

const crew = 'Q320 690'
const vee = 'L320 740L'
const high = 'Q320 640'

const buttons = (fill: string, ys: readonly number[], x = 320): string =>
  ys.map((y) => oval(fill, x, y, 7, 7, 4)).join('')

const collar = (fill: string): string =>
  shape(fill, 'M264 602L320 676L270 706L238 630Z') +
  shape(fill, 'M376 602L320 676L370 706L402 630Z')

const lapels = (fill: string): string =>
  shape(fill, 'M262 606L320 830L246 752L262 722L226 706L240 626Z') +
  shape(fill, 'M378 606L320 830L394 752L378 722L414 706L400 626Z')

const turtle = (fill: string): string =>
  shape(fill, 'M266 566Q320 600 374 566L382 630Q320 668 258 630Z') +
  line('M290 590V642M320 596V646M350 590V642', 3)

/** A white shirt's breast, that an open jacket shows. */
const breast = (fill: string): string =>
  shape(fill, 'M258 614L320 668L382 614L400 972H240Z') + collar(fill)

const tie = (fill: string): string =>
  shape(fill, 'M304 676H336L344 704L352 860L320 890L288 860L296 704Z') + line('M297 704H343', 4)

const openFront = (middle: string): string =>
  shape(
    '[primary]',
    `M262 606C228 634 188 636 166 660C146 684 152 730 164 770L180 975H${middle}Z`,
  ) +
  `<g transform="translate(640 0) scale(-1 1)">${shape(
    '[primary]',
    `M262 606C228 634 188 636 166 660C146 684 152 730 164 770L180 975H${middle}Z`,
  )}</g>`

const ribs = line(
  'M196 925V965M230 930V965M264 932V965M298 933V965M342 933V965M376 932V965M410 930V965M444 925V965',
  3,
)

const embroidery = [246, 272, 296, 320, 344, 368, 394]
  .map((x, i) =>
    dot(i % 2 ? '[secondary]' : '#e63946', x, [664, 700, 722, 730, 722, 700, 664][i]!, 8),
  )
  .join('')

const garment = (
  id: string,
  nouns: readonly string[],
  svg: string,
  wornBy: Clothing['wornBy'] = 'anyone',
): Clothing => ({ id, nouns, wornBy, svg: neck + svg })

const crewRim =
  line('M262 616Q320 690 378 616', 18) + line('M262 616Q320 690 378 616', 8, '[secondary]')

export const clothes: readonly Clothing[] = [
  garment(
    't-shirt',
    ['t shirt', 'tshirt', 'tee', 'top'],
    torso(crew) + line('M252 622Q320 712 388 622', 4),
  ),
  garment(
    'shirt',
    ['shirt', 'casual shirt', 'button up shirt', 'checked shirt'],
    torso(vee) +
      line('M320 740V972') +
      collar('[primary]') +
      buttons('[secondary]', [765, 820, 875, 930]) +
      line('M372 770H424V812L398 826L372 812Z', 4),
  ),
  garment(
    'sweater',
    ['sweater', 'cozy sweater', 'knitted sweater', 'jumper', 'pullover'],
    torso(crew) +
      crewRim +
      line('M176 780L216 750L256 780L296 750L336 780L376 750L416 780L464 750', 14, '[secondary]') +
      line('M174 808L216 780L256 808L296 780L336 808L376 780L416 808L466 780', 5, '[secondary]') +
      ribs,
  ),
  garment(
    'hoodie',
    ['hoodie', 'hooded sweatshirt', 'sweatshirt'],
    shape('[primary]', 'M262 540C200 570 196 640 232 668L408 668C444 640 440 570 378 540Z') +
      shade('M262 548C226 590 236 640 262 650H378C404 640 414 590 378 548Z', 0.35) +
      neck +
      torso('Q320 700') +
      shape(
        '[primary]',
        'M262 598C226 610 212 640 234 660C270 668 300 690 320 716C340 690 370 668 406 660C428 640 414 610 378 598C372 640 340 668 320 676C300 668 268 640 262 598Z',
      ) +
      line('M290 694V780M350 694V780', 9) +
      line('M290 694V778M350 694V778', 4, '[secondary]') +
      shape('[primary]', 'M244 840H396L424 930H216Z'),
  ),
  garment(
    'dress',
    ['dress', 'summer dress', 'flowing dress', 'gown'],
    torso('Q266 690 320 690Q374 690') +
      line('M258 622Q262 704 320 704Q378 704 382 622', 4) +
      shape('[secondary]', 'M170 820H470L468 852H172Z') +
      line('M230 870L216 970M290 866L284 970M350 866L356 970M410 870L424 970', 4),
    'women',
  ),
  garment(
    'blouse',
    ['blouse', 'elegant blouse', 'silk blouse'],
    torso(vee) +
      shape(
        '[primary]',
        'M262 604C236 620 232 650 250 674C276 664 304 690 320 740C336 690 364 664 390 674C408 650 404 620 378 604C366 650 340 680 320 700C300 680 274 650 262 604Z',
      ) +
      line('M320 740V972', 4) +
      buttons('[secondary]', [780, 836, 892]) +
      shape('[secondary]', 'M320 728L282 712L286 754ZM320 728L358 712L354 754Z', 5),
    'women',
  ),
  garment(
    'traditional-blouse',
    ['traditional blouse', 'embroidered blouse', 'folk blouse'],
    torso('Q266 680 320 690Q374 680') +
      shape(
        '[primary]',
        'M262 612C230 622 220 640 226 660Q250 748 320 752Q390 748 414 660C420 640 410 622 378 612Q374 690 320 692Q266 690 262 612Z',
        5,
      ) +
      embroidery +
      line('M290 790Q320 812 350 790M280 830Q320 860 360 830', 6, '[secondary]') +
      dot('#e63946', 320, 826, 10),
    'women',
  ),
  garment(
    'sari',
    ['sari', 'silk sari', 'traditional sari'],
    torso('Q266 700 320 704Q374 700', '[primary]') +
      shade(torsoOutline('Q266 700 320 704Q374 700'), 0.22) +
      shape(
        '[primary]',
        'M378 616C412 634 452 636 474 660C490 680 489 706 484 736C400 800 300 880 250 975H180L172 870C230 780 320 690 378 616Z',
      ) +
      line('M384 622C330 690 236 790 182 872', 14, '[secondary]') +
      line('M470 756C390 808 310 880 270 968', 14, '[secondary]') +
      line('M432 654C350 730 256 840 214 950M456 690C380 760 290 850 240 955', 3),
    'women',
  ),
  garment(
    'coat',
    ['coat', 'warm coat', 'winter coat', 'overcoat', 'long coat'],
    shape('[secondary]', 'M258 600H382L400 760H240Z') +
      torso('L330 800L') +
      line('M330 800V972') +
      shape('[primary]', 'M258 584L330 800L238 742L216 650Z') +
      shape('[primary]', 'M382 584L330 800L404 742L424 650Z') +
      buttons('#222', [836, 890, 940], 300) +
      buttons('#222', [836, 890, 940], 362),
  ),
  garment(
    'jacket',
    ['jacket', 'leather jacket', 'denim jacket', 'bomber jacket'],
    breastless('[secondary]') +
      openFront('296L280 700') +
      shape('[primary]', 'M262 596L286 716L236 694L226 632Z') +
      shape('[primary]', 'M378 596L354 716L404 694L414 632Z') +
      line('M296 972L282 720M344 972L358 720', 4, '#ccc') +
      line('M204 800L250 786M436 800L390 786', 6),
  ),
  garment(
    'suit',
    ['suit', 'smart suit', 'business suit', 'formal suit', 'tuxedo'],
    breast('#fff') +
      tie('[secondary]') +
      openFront('330L320 830') +
      lapels('[primary]') +
      buttons('#222', [868, 922], 322) +
      shape('#fff', 'M384 774L428 764V782L386 792Z', 4),
  ),
  garment(
    'smart-casual',
    ['blazer', 'smart casual outfit', 'sport coat', 'smart casual blazer'],
    breast('[secondary]') +
      line('M320 690V900', 4) +
      openFront('300L300 860') +
      lapels('[primary]') +
      line('M208 872H262M432 872H378', 6),
  ),
  garment(
    'uniform',
    ['uniform', 'school uniform', 'smart uniform'],
    breast('#fff') +
      tie('[secondary]') +
      openFront('326L320 830') +
      line('M262 612L320 826L378 612', 12, '[secondary]') +
      shape('[secondary]', 'M372 760H420V800Q396 828 372 800Z', 5) +
      collar('#fff') +
      shape('[secondary]', 'M302 672H338L332 700H308Z', 4),
  ),
  garment(
    'sportswear',
    ['sportswear', 'tracksuit', 'jersey', 'sports jersey', 'athletic wear'],
    torso('Q320 660') +
      shape('[primary]', 'M262 580Q320 628 378 580L386 636Q320 690 254 636Z') +
      line('M320 650V972', 10) +
      line('M320 650V972', 4, '[secondary]') +
      line('M232 640L196 975M408 640L444 975', 22) +
      line('M232 640L196 975M408 640L444 975', 12, '[secondary]'),
  ),
  garment(
    'overalls',
    ['overalls', 'dungarees', 'denim overalls', 'coveralls'],
    torso(crew) +
      light(torsoOutline(crew), 0.45) +
      line('M252 622Q320 712 388 622', 4) +
      shape('[primary]', 'M216 630L252 624L270 780H236ZM424 630L388 624L370 780H404Z') +
      shape('[primary]', 'M228 770H412L424 860L466 880L460 975H180L174 880L216 860Z') +
      box('[primary]', [276, 812, 88, 76]) +
      line('M276 832H364', 4) +
      buttons('#f2c14e', [792], 254) +
      buttons('#f2c14e', [792], 386),
  ),
  garment(
    'shawl',
    ['shawl', 'traditional shawl', 'warm shawl', 'woven shawl', 'poncho'],
    torso(crew) +
      shade(torsoOutline(crew), 0.25) +
      shape(
        '[primary]',
        'M258 590C200 624 150 640 140 690L150 760C230 760 300 830 330 930L362 880C400 800 450 770 490 760L500 690C490 640 440 624 382 590C380 660 350 720 330 750C300 720 262 660 258 590Z',
      ) +
      line('M170 706C250 720 310 780 336 860M470 706C420 720 370 770 340 850', 12, '[secondary]') +
      line('M166 734C240 744 300 800 332 890M474 734C430 744 390 780 352 860', 4, '[secondary]') +
      line('M330 930L320 966M342 916L340 966M352 900L360 960', 5),
  ),
  garment(
    'cardigan',
    ['cardigan', 'knitted cardigan', 'cozy cardigan'],
    breastless('[secondary]') +
      openFront('300L304 820') +
      line('M262 612Q284 740 304 820V972M378 612Q356 740 336 820V972', 18) +
      line('M262 612Q284 740 304 820V972M378 612Q356 740 336 820V972', 9, '[secondary]') +
      buttons('#fff', [850, 900, 950], 320) +
      line('M200 880H262M440 880H378', 6),
  ),
  garment(
    'apron',
    ['apron', 'kitchen apron', 'cooking apron'],
    torso(crew) +
      shade(torsoOutline(crew), 0.3) +
      line('M268 606L256 720M372 606L384 720', 20) +
      line('M268 606L256 720M372 606L384 720', 10, '[primary]') +
      shape(
        '[primary]',
        'M244 712H396C404 800 430 830 464 846L460 975H180L176 846C210 830 236 800 244 712Z',
      ) +
      shape('[secondary]', 'M256 850H384V930Q320 952 256 930Z'),
  ),
  garment(
    'lab-coat',
    ['lab coat', 'doctors coat', 'white coat', 'medical coat'],
    breast('[secondary]') +
      openFront('310L312 870') +
      lapels('[primary]') +
      line('M382 812H436V872H382Z') +
      line('M396 800V830', 9, '#d62828') +
      line('M412 796V830', 9, '#1d70b8') +
      buttons('#fff', [910, 950], 330),
  ),
  garment(
    'raincoat',
    ['raincoat', 'rain jacket', 'parka', 'rain coat'],
    shape('[primary]', 'M262 530C196 560 192 640 226 670L414 670C448 640 444 560 378 530Z') +
      shade('M262 540C222 590 232 640 262 650H378C408 640 418 590 378 540Z', 0.35) +
      neck +
      torso('Q320 680') +
      line('M320 655V972', 16) +
      line('M320 655V972', 6, '[secondary]') +
      light('M206 664L226 660L236 860L214 862Z', 0.45) +
      line('M198 880H264M442 880H376', 16) +
      line('M200 880H262M440 880H378', 6, '[secondary]') +
      buttons('#fff', [716, 790, 864, 938], 350),
  ),
  garment(
    'turtleneck',
    ['turtleneck', 'turtleneck sweater', 'roll neck sweater'],
    torso(high) + turtle('[primary]') + ribs,
  ),
]

/** A plain top under an open jacket. */
function breastless(fill: string): string {
  return shape(fill, 'M258 614Q320 690 382 614L400 972H240Z')
}
