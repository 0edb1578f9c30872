/**
 * What can be drawn, by kind: only these words of the vocabulary may stand for another word, and
 * only for one of the same kind. Numbers are WordNet's lexicographer files (lexnames(5WN)).
 */

interface WordKind {
  readonly files: readonly number[]
  readonly words: readonly string[]
}

const kind = (files: readonly number[], words: string): WordKind => ({
  files,
  words: words.split(/\s+/),
})

const artifact = 6
const adjective = [0, 44]
const verb = [29, 32, 34, 35, 36, 38, 39, 41]

export const wordKinds: Readonly<Record<string, WordKind>> = {
  animal: kind([5], 'cat dog bird rabbit horse fish butterfly duck'),
  place: kind(
    [artifact, 14, 15, 17],
    `park forest beach city street market garden meadow river lake mountain desert castle village
    farm harbor bridge balcony porch waterfall playground trail bench dock jungle cave ruins hill
    vineyard orchard cafe library office kitchen bedroom bathroom classroom gallery museum
    restaurant bakery shop gym laboratory studio theater train bus airport hospital cabin bar
    workshop greenhouse church tower stadium sea clinic terrace garage cliff mall tent`,
  ),
  clothes: kind(
    [artifact],
    `shirt hoodie sweater jacket coat dress suit blouse uniform vest overalls apron scarf shawl
    robe cardigan raincoat pajamas blazer turtleneck skirt kimono sari armor cape tunic hat cap
    beanie headband hijab turban crown helmet bandana headscarf beret headphones glasses outfit
    sportswear`,
  ),
  thing: kind(
    [artifact, 10],
    `book newspaper notebook letter phone laptop camera window table desk couch bed door wall
    fireplace bookshelf lamp boat mug cup basket umbrella balloon kite racket frisbee skateboard
    bicycle sword wand shield telescope microscope paintbrush pencil doll robot hammer wrench
    broom bag suitcase backpack lantern candle map blanket pot`,
  ),
  instrument: kind([artifact], 'guitar violin piano trumpet drum flute microphone'),
  food: kind(
    [13],
    `coffee tea cake bread apple pizza sandwich soup icecream juice lemonade drink pancakes pastry toast
    meal breakfast lunch dinner`,
  ),
  plant: kind([20], 'tree flowers plants'),
  weather: kind([19, 26, 28], 'snow rain night sunset'),
  hair: kind([8, artifact, 7, 9], 'beard goatee mustache sideburns braids ponytail bun hair'),
  sport: kind([4], 'football basketball soccer tennis baseball yoga'),
  action: kind(
    verb,
    `smiling laughing reading writing painting sketching typing playing cooking baking eating
    drinking holding watering feeding knitting sewing singing dancing running jogging walking
    sitting standing waving pointing jumping relaxing sleeping talking cleaning building fixing
    flying throwing catching kicking riding fishing gardening lifting stretching praying
    meditating hugging shaking clapping cheering carrying folding mixing hiking swinging sailing
    fighting digging greeting camping`,
  ),
  mood: kind(adjective, 'smiling laughing angry sad surprised worried thoughtful serious'),
  colour: kind(
    [...adjective, 7],
    'red blonde gray white blue green yellow purple pink orange beige teal golden brown black',
  ),
  look: kind(adjective, 'young old curly messy bald tall thin small thick straight'),
  role: kind([18], 'doctor wizard witch knight'),
}

const gendered = (words: string, as: string): readonly (readonly [string, string])[] =>
  words.split(/\s+/).map((word) => [word, as])

/**
 * Words for people whose gender is in the word: nothing else may become a class word. None that
 * people are called by, such as Duke or Nana: a class word is refused as a character's name.
 */
export const people: ReadonlyMap<string, string> = new Map([
  ...gendered('men gentlemen guys dudes blokes fellows males dads fathers uncles sirs', 'man'),
  ...gendered('husbands widower groom bridegroom businessmen salesman fireman policeman', 'man'),
  ...gendered('fisherman cowboy cameraman craftsman workman waiter actor monk', 'man'),
  ...gendered('daddy stepfather godfather boyfriend kings emperor gent bachelor', 'man'),
  ...gendered('repairman postman mailman handyman milkman doorman nobleman', 'man'),
  ...gendered('grandad granddad grandpas grandfathers gramps', 'old man'),
  ...gendered('women ladies females moms mothers aunts wives auntie mama mommy mummy', 'woman'),
  ...gendered('bride widow waitress actress hostess stewardess businesswomen nun', 'woman'),
  ...gendered('housewife policewoman saleswoman duchess baroness empress goddess', 'woman'),
  ...gendered('ballerina seamstress stepmother godmother girlfriend heiress countess', 'woman'),
  ...gendered('madam madame heroine priestess sorceress noblewoman governess', 'woman'),
  ...gendered('grandmothers grandmas grandmom', 'old woman'),
  ...gendered('boys sons brothers lads nephew nephews grandsons stepson schoolboys', 'boy'),
  ...gendered('girls daughters sisters nieces niece granddaughters schoolgirls', 'girl'),
  ...gendered('stepdaughter tomboy lassie', 'girl'),
])

/** Synonyms with too many senses to lead on to other words; only their own forms are read. */
export const looseSynonyms: ReadonlySet<string> = new Set(
  `attire class clothes clothing coding coloring colouring computer cook costume cream curious
  deep evening fellow flipping frozen hawk herbs high journal keyboard little mad moon notes
  photos pine plant present rose school senior shoulder silver speaking sports stars talk
  thinking video waves winter wood`.split(/\s+/),
)

/** Readings that vectors and WordNet agree on and a reader would not. */
export const never: ReadonlySet<string> = new Set(
  `afternoon agitated airlifted almond altar ancients annals antique archaic archives argue
  argued argues arguing aroused ash aurora autumn belts bestseller bestsellers bittersweet
  blacks blog blogs blues booth boxes bring brings brochure brochures browns buildings bulb
  bulbs buoyant burrow burrowing burrows bushy butter cacao calms canoeing car catalog catalogs
  challenge challenges challenging cheese cherry chestnuts chili chocolate chuckle cleaners code
  coded color colored colors colour coloured colours commuter commuters confounded congratulate
  congratulating constructed continuous cookies cornet corrugated cougars cracker crackers crazy
  creams curling custard dailies daily dairy daytime dealing delight delighting delivered
  delivering derby detour directories directory dispute dolphin dolphins draft drafts dusky
  eager encouraged encyclical entertained erected erecting esplanade eyebrow eyebrows eyelashes
  ferocious ferried ferries ferry ferrying fierce flip flipped flips flirting flyover fresco
  frescoes friendlies furnishing gilded golds gratified greens greys grill grinder grizzled
  grounds guava headgear herbal highs hockey holly hoops hotel hotels hotshot hurdle indicate
  indicated indicates indicating insistent instructions instruments interview interviewed
  interviewing interviews jeans kayaking kettle keypad kneeling knit laguna landfall leggings
  limping livery lob lobbed lobbing longtime lounge malt mammals mango maven meatloaf memo memos
  metallic micro midday milk mixed month moons moonshine moshav motorbikes mulberry negotiating
  noon olds oppose opposed opposing oranges outboard paddling papaya past pasta patties patty
  peach peculiar pelted pelting periodicals perverted pike pinnacles pizzeria playbook please
  pleasing plum pocket pockets pomegranate poppy potato primer profound provoked punt punts
  quilted rail ranking rational rattle rattled rattling rebounded rebounding rebuild rebuilding
  reds reflect reflected reflecting reflects reptiles retrospective reveled reveling rewriting
  salad salads saluted seat seating seats shaven shielding shrunken silvers sited sites sled
  sleeves smirk sneaks snowmobile soaring spectacle speedway sprawling spring steelworks
  stimulated stitch stitched stitches stung summons superstar superstars suspended tamarind
  tambourine teased thickened times tragic transporting trousers try tunnel tunnels turkey type
  upsets urged urging venerable violent violets volleyball warlock waterfront weather website
  websites week weekend weeknight weeks whites whiz winters wondering yellows yogurt`.split(/\s+/),
)
