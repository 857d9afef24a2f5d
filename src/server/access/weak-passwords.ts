/** Characters of a password. */
export const PASSWORD_LENGTH = { least: 12, most: 256 };

/** Letters that must be left where everything that everybody would try is taken out; or so many characters of any kind. */
const REST = { letters: 4, characters: 8 };

/** The same password, on whichever keyboard it was typed. */
export function normalPassword(password: string): string {
  return password.normalize('NFKC');
}

/**
 * Why a password will not do; null where it will. `about` are words of its owner. What others would try are the owner's
 * words, common ones, rows of the keyboard, dates and numbers, also with signs for letters, backwards, and again and again:
 * of a good password enough is left without them.
 */
export function weaknessOf(password: string, about: readonly string[]): string | null {
  const plain = normalPassword(password);
  const { least, most } = PASSWORD_LENGTH;
  const length = [...plain].length;
  if (length < least) return `it must have at least ${least} characters`;
  if (length > most) return `it must have at most ${most} characters`;
  const folded = plain.toLowerCase();
  if (new Set(folded).size < 5) return 'it has too few different characters';
  if (/^[\d\p{P}\s]+$/u.test(folded) && length < 20) return 'it is a number: of digits alone it must have 20';
  if (isSequence(folded)) return 'it is a sequence of neighbours';
  if (/^(.{1,6})\1+.{0,5}$/su.test(folded)) return 'it says the same thing again and again';
  const own = about.map((word) => normalPassword(word).toLowerCase()).filter((word) => word.length >= 3);
  const words = [...own, ...COMMON].toSorted((a, b) => b.length - a.length);
  const readings = [folded, lettersOf(folded), [...folded].toReversed().join('')];
  if (readings.some((text) => isMadeOf(text, words))) {
    return 'it is made of what everybody would try: the name, the address, the year, "password", rows of the keyboard and the like';
  }
  return null;
}

function isMadeOf(text: string, words: readonly string[]): boolean {
  const rest = words.reduce((left, word) => left.replaceAll(word, ' '), text).replace(/\s+/g, '');
  const letters = rest.replace(/[\d\p{P}\p{S}]/gu, '');
  return [...letters].length < REST.letters && [...rest].length < REST.characters;
}

/** What signs that look like letters stand for. */
function lettersOf(text: string): string {
  return text.replace(/[@4301!|$57+8]/g, (sign) => LOOK_ALIKES[sign] ?? sign);
}

const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  $: 's',
  '5': 's',
  '7': 't',
  '+': 't',
  '8': 'b',
};

/** Whether each character follows the one before in the alphabet, or each precedes it, or is the same. */
function isSequence(text: string): boolean {
  const points = [...text].map((character) => character.codePointAt(0) ?? 0);
  const steps = points.slice(1).map((point, i) => point - points[i]);
  return [1, -1].some((direction) => steps.every((step) => step === 0 || step === direction));
}

/** Of what the most used passwords are made: words, and ways across the keyboard. */
const COMMON = `
  password passwort passwd passwords kennwort motdepasse contrasena contraseña senha wachtwoord parola haslo lozinka
  welcome willkommen bienvenue bienvenido welkom letmein letmeinnow openup opensesame sesame changeme change changeit
  default admin administrator administrador root superuser sysadmin login logon signin user username guest test tester
  testing demo sample example secret geheim private secure security access account master manager boss office company
  firma business work employee personnel human resources evenhand server system computer internet network database
  samsung google facebook linkedin amazon microsoft windows apple iphone android github oracle cisco adobe photoshop
  iloveyou iloveu loveyou loveme lovely love lover forever always baby babygirl babyboy princess prinzessin angel angels
  sunshine sonnenschein rainbow flower blossom butterfly schmetterling chocolate cookie cookies cheese banana orange
  apple cherry pepper ginger honey sugar peanut pumpkin strawberry summer winter sommer spring frühling autumn herbst
  january february march april june july august september october november december januar februar märz juni juli
  oktober dezember monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag
  samstag sonntag monkey dragon tiger eagle falcon phoenix panther wolf shadow lion bear dolphin horse kitty kitten puppy
  doggie buster charlie buddy bailey daisy molly coco lucky football fussball baseball basketball soccer hockey tennis
  golf rugby cricket liverpool arsenal chelsea barcelona realmadrid juventus bayern yankees cowboys steelers lakers
  superman batman spiderman ironman starwars startrek pokemon pikachu naruto minecraft warcraft fortnite matrix skywalker
  harrypotter gandalf hobbit merlin jordan michael michelle jennifer jessica ashley amanda nicole daniel andrew robert
  thomas matthew joshua anthony william richard charles jonathan alexander christopher christian sebastian maria anna
  hannah laura sarah peter hello hallo bonjour hola whatever nothing something nobody everyone trustno trustme trust
  blink freedom liberty justice peace happy smile funny crazy killer hunter ranger soldier warrior knight wizard magic
  mustang ferrari porsche mercedes corvette camaro yamaha honda toyota harley money dollar diamond silver golden gold
  purple yellow green black white blue red metallica nirvana beatles guitar music dancer singer america canada england
  london paris berlin wien vienna zürich germany deutschland österreich india china russia moscow jesus christ god bless
  heaven church faith blessed mother father mommy daddy family sister brother friend friends school student teacher
  college university correct horse battery staple unbelievable incredible thisis this is my your the and you new old good best
  number one two three four five six seven eight nine zero abcdefghijklmnopqrstuvwxyz abcdefghij abcdefgh abcdef abcde abcd abc xyz
  qwertyuiopasdfghjklzxcvbnm qwertyuiop qwertzuiop azertyuiop qwertyui qwertzui qwerty qwertz azerty asdfghjkl asdfgh
  asdf zxcvbnm yxcvbnm zxcvbn zxcv poiuytrewq lkjhgfdsa mnbvcxz qazwsxedcrfvtgbyhnujm qazwsxedcrfv qazwsxedc qazwsx
  edcrfv zaqxsw zaqwsx wsxedc 1qaz2wsx3edc4rfv 1qaz2wsx3edc 1qaz2wsx 2wsx3edc 3edc4rfv zaq12wsx zaq1xsw2 1q2w3e4r5t6y7u8i
  1q2w3e4r5t6y 1q2w3e4r5t 1q2w3e4r q1w2e3r4t5y6 q1w2e3r4t5 q1w2e3r4 1a2b3c4d5e6f 1a2b3c4d a1b2c3d4e5f6 a1b2c3d4 a1b2c3
  a1s2d3f4 asd123 qwe123 qweasdzxc qweasd qwe asd zxc qaz wsx edc trustno1 abc123 blink182 ncc1701
`
  .trim()
  .split(/\s+/);
