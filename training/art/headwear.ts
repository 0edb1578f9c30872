import { dot, light, line, oval, shade, shape } from './body.ts'
import type { Headwear } from './types.ts'

const hat = '[hat]'

/** Covers the top of the head down to the forehead's middle. */
const dome = 'M188 292C178 190 230 132 320 132C410 132 462 190 452 292'

const flower = (x: number, y: number, colour: string): string =>
  [0, 72, 144, 216, 288]
    .map((turn) => {
      const angle = (turn * Math.PI) / 180
      return oval(
        colour,
        Math.round(x + 17 * Math.sin(angle)),
        Math.round(y - 17 * Math.cos(angle)),
        13,
        13,
        4,
      )
    })
    .join('') + oval('#ffd166', x, y, 10, 10, 3)

const leaf = (x: number, y: number, turn: number): string =>
  `<g transform="translate(${x} ${y}) rotate(${turn})">${shape('#4c956c', 'M0 0Q14-16 36 0Q14 16 0 0Z', 4)}</g>`

const headwearOf = (
  id: string,
  phrases: readonly string[],
  front: string,
  rest: Partial<Pick<Headwear, 'back' | 'hides' | 'wornBy'>> = {},
): Headwear => ({ id, phrases, wornBy: 'anyone', back: '', hides: 'front', front, ...rest })

const brim =
  'M112 268C150 226 230 214 320 214C410 214 490 226 528 268C536 290 500 296 470 288C420 262 220 262 170 288C140 296 104 290 112 268Z'

export const headwear: readonly Headwear[] = [
  headwearOf('none', [], '', { hides: 'nothing' }),
  headwearOf(
    'hat',
    ['a chic hat', 'a stylish hat', 'a hat', 'a wide brimmed hat', 'a fedora'],
    shape(
      hat,
      'M200 240C196 150 214 98 262 94C290 92 300 110 320 110C340 110 350 92 378 94C426 98 444 150 440 240Z',
    ) +
      shape('#222', 'M200 196Q320 170 440 196V242H200Z', 5) +
      shape(hat, brim) +
      shade(
        'M170 288C220 262 420 262 470 288C500 296 530 290 528 272C480 246 400 240 320 240C240 240 160 246 112 272C108 290 140 296 170 288Z',
        0.2,
      ),
  ),
  headwearOf(
    'sunhat',
    ['a sunhat', 'a straw hat', 'a sun hat', 'a summer hat'],
    shape('#e9c46a', 'M204 244C198 150 250 104 320 104C390 104 442 150 436 244Z') +
      line('M222 160Q320 130 418 160M244 132Q320 108 396 132', 3, '#a47f2e') +
      shape(hat, 'M202 194Q320 166 438 194V238Q320 214 202 238Z', 5) +
      shape(
        '#e9c46a',
        'M60 286C110 232 210 212 320 212C430 212 530 232 580 286C584 306 540 310 500 298C420 264 220 264 140 298C100 310 56 306 60 286Z',
      ) +
      line('M110 276Q200 238 320 236Q440 238 530 276', 3, '#a47f2e'),
  ),
  headwearOf(
    'cap',
    ['a cap', 'a baseball cap', 'a sports cap'],
    shape(hat, `${dome}Q320 236 188 292Z`) +
      line('M320 132V254M256 142Q230 190 232 268M384 142Q410 190 408 268', 4) +
      oval(hat, 320, 132, 12, 8, 5) +
      shape(
        hat,
        'M206 270C230 232 410 232 434 270C470 290 500 306 492 318C440 288 200 288 148 318C140 306 170 290 206 270Z',
      ) +
      shade(
        'M206 276C230 258 410 258 434 276C470 296 500 306 492 316C440 288 200 288 148 316C140 306 170 296 206 276Z',
        0.22,
      ),
  ),
  headwearOf(
    'beanie',
    ['a beanie', 'a knitted hat', 'a woolly hat', 'a warm hat'],
    oval('#fff', 320, 106, 40, 36) +
      shape(hat, `${dome}Z`) +
      line(
        'M250 148Q232 190 236 240M296 136Q288 180 290 240M344 136Q352 180 350 240M390 148Q408 190 404 240',
        4,
      ) +
      shape(hat, 'M176 244Q320 204 464 244Q474 280 462 304Q320 258 178 304Q166 280 176 244Z') +
      shade('M176 256Q320 216 464 256Q474 280 462 304Q320 258 178 304Q166 280 176 256Z', 0.12) +
      line(
        'M214 238V290M250 230V280M285 226V274M320 224V272M355 226V274M390 230V280M426 238V290',
        4,
      ),
  ),
  headwearOf(
    'headband',
    ['a headband', 'a colorful headband', 'a sports headband', 'a bandana'],
    shape(
      hat,
      'M180 268Q190 220 320 206Q450 220 460 268L456 300Q440 256 320 246Q200 256 184 300Z',
    ) +
      line('M190 262Q320 196 450 262', 4, '#fff') +
      line('M190 276Q320 212 450 276', 4, '#fff'),
    { hides: 'nothing' },
  ),
  headwearOf(
    'hijab',
    ['a hijab', 'an elegant hijab', 'a colorful hijab'],
    shape(
      hat,
      'M320 128C200 126 146 220 158 360C162 470 170 560 214 652C240 740 290 770 330 756C380 760 410 720 428 652C470 560 478 470 482 360C494 220 440 126 320 128ZM320 214C400 214 438 270 440 350C442 460 396 560 320 562C244 560 198 460 200 350C202 270 240 214 320 214Z',
    ).replace('<path ', '<path fill-rule="evenodd" ') +
      line(
        'M176 420C180 520 230 600 330 640M464 420C462 500 430 570 380 606M330 640C300 670 270 690 236 694M360 626C376 660 390 680 412 684',
        4,
      ) +
      light('M236 180Q200 230 194 300Q182 210 236 180Z', 0.35),
    {
      hides: 'all',
      wornBy: 'women',
      back:
        shape(
          hat,
          'M320 140C200 140 160 240 164 400C164 520 150 600 150 660H490C490 600 476 520 476 400C480 240 440 140 320 140Z',
        ) +
        shade(
          'M320 140C200 140 160 240 164 400C164 520 150 600 150 660H490C490 600 476 520 476 400C480 240 440 140 320 140Z',
          0.3,
        ),
    },
  ),
  headwearOf(
    'headscarf',
    ['a headscarf', 'a scarf on the head', 'a floral headscarf', 'a kerchief'],
    shape(
      hat,
      'M182 330C164 190 220 124 320 124C420 124 476 190 458 330C440 270 400 232 320 230C240 232 200 270 182 330Z',
    ) +
      [
        [230, 200],
        [276, 164],
        [320, 196],
        [366, 164],
        [410, 200],
        [214, 256],
        [426, 256],
      ]
        .map(([x, y]) => dot('#fff', x!, y!, 9))
        .join(''),
    {
      wornBy: 'women',
      back:
        shape(hat, 'M180 300C160 420 190 540 230 600H410C450 540 480 420 460 300Z') +
        shade('M180 300C160 420 190 540 230 600H410C450 540 480 420 460 300Z', 0.28),
    },
  ),
  headwearOf(
    'helmet',
    ['a helmet', 'a safety helmet', 'a bike helmet', 'a hard hat'],
    shape(hat, 'M176 284C164 172 230 110 320 110C410 110 476 172 464 284Q320 240 176 284Z') +
      shape(hat, 'M290 112Q320 100 350 112L344 254H296Z') +
      shape(hat, 'M160 280Q320 220 480 280Q492 300 478 312Q320 262 162 312Q148 300 160 280Z') +
      light('M214 190Q232 152 268 138L262 164Q232 180 226 214Z', 0.6),
  ),
  headwearOf(
    'chef-hat',
    ['a chef hat', 'a chefs hat', 'a tall chef hat'],
    shape(
      '#fff',
      'M210 232C150 220 130 130 200 104C220 50 290 40 320 64C350 40 420 50 440 104C510 130 490 220 430 232Z',
    ) +
      line('M262 150Q270 190 262 224M320 136V220M378 150Q370 190 378 224', 4) +
      shape('#fff', 'M196 214Q320 184 444 214L450 284Q320 246 190 284Z') +
      line('M194 262Q320 224 446 262', 10, hat),
  ),
  headwearOf(
    'crown',
    ['a crown', 'a golden crown', 'a royal crown'],
    shape(
      '#f6c945',
      'M186 262L166 124L238 188L276 98L320 176L364 98L402 188L474 124L454 262Q320 226 186 262Z',
    ) +
      line('M190 238Q320 202 450 238', 5) +
      oval(hat, 320, 208, 16, 14, 5) +
      oval(hat, 246, 222, 12, 11, 5) +
      oval(hat, 394, 222, 12, 11, 5) +
      [
        [166, 124],
        [276, 98],
        [364, 98],
        [474, 124],
      ]
        .map(([x, y]) => oval(hat, x!, y!, 12, 12, 5))
        .join(''),
  ),
  headwearOf(
    'party-hat',
    ['a party hat', 'a birthday hat', 'a pointed party hat'],
    shape(hat, 'M320 36L410 232Q320 208 230 232Z') +
      line('M276 140L372 158M252 190L396 204', 14, '#fff') +
      [
        [320, 104],
        [300, 172],
        [350, 182],
      ]
        .map(([x, y]) => dot('#ffd166', x!, y!, 8))
        .join('') +
      oval('#ffd166', 320, 38, 24, 24, 5) +
      line('M320 96L410 232Q320 208 230 232L320 36'),
    { hides: 'nothing' },
  ),
  headwearOf(
    'flower-wreath',
    ['a flower wreath', 'a flower crown', 'flowers in the hair', 'a wreath of flowers'],
    [
      [172, 262, 200],
      [208, 226, 250],
      [260, 212, 200],
      [350, 206, -20],
      [402, 218, 20],
      [440, 250, -10],
      [300, 210, 190],
    ]
      .map(([x, y, turn]) => leaf(x!, y!, turn!))
      .join('') +
      flower(188, 258, hat) +
      flower(230, 218, '#fff') +
      flower(278, 198, hat) +
      flower(326, 194, '#ff8fab') +
      flower(374, 202, hat) +
      flower(418, 224, '#fff') +
      flower(452, 260, hat),
    { hides: 'nothing' },
  ),
  headwearOf(
    'santa',
    ['a santa hat', 'a christmas hat', 'a red santa hat'],
    shape(
      '#d62828',
      'M186 250C190 140 270 84 360 84C450 90 510 170 506 260C480 262 470 220 430 190Q440 220 450 256Z',
    ) +
      line('M430 190Q400 150 356 140', 4) +
      oval('#fff', 506, 274, 32, 30) +
      shape(
        '#fff',
        'M178 234Q320 196 462 234C490 250 480 300 456 300Q320 256 184 300C160 300 150 250 178 234Z',
      ),
  ),
  headwearOf(
    'wizard-hat',
    ['a wizard hat', 'a witch hat', 'a magic hat', 'a pointed hat'],
    shape(hat, 'M208 244Q262 120 340 44Q374 30 404 62Q372 66 376 100Q410 170 432 244Z') +
      shape('#ffd166', 'M222 206Q320 180 420 206L432 244H208Z', 5) +
      shape(hat, brim) +
      [
        [300, 150],
        [352, 112],
        [360, 170],
      ]
        .map(([x, y]) =>
          shape(
            '#ffd166',
            `M${x} ${y! - 14}L${x! + 5} ${y! - 4}L${x! + 14} ${y}L${x! + 5} ${y! + 4}L${x} ${y! + 14}L${x! - 5} ${y! + 4}L${x! - 14} ${y}L${x! - 5} ${y! - 4}Z`,
            2,
          ),
        )
        .join(''),
  ),
]
