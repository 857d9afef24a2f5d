import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { COST, Passwords } from '../../../src/server/access/passwords.ts';
import { weaknessOf } from '../../../src/server/access/weak-passwords.ts';

const argon2 = vi.hoisted(() => ({ running: 0, most: 0, verified: 0 }));

vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>();
  const counted = async <T>(work: Promise<T>): Promise<T> => {
    argon2.running++;
    argon2.most = Math.max(argon2.most, argon2.running);
    return work.finally(() => {
      argon2.running--;
    });
  };
  return {
    ...real,
    verify: (...given: Parameters<typeof real.verify>) => {
      argon2.verified++;
      return counted(real.verify(...given));
    },
    hash: (...given: Parameters<typeof real.hash>) => counted(real.hash(...given)),
  };
});

afterEach(() => Object.assign(argon2, { running: 0, most: 0, verified: 0 }));

describe('what is kept of a password', () => {
  it('is argon2id of 19 MiB, two passes and one lane, with a salt of its own', async () => {
    const passwords = new Passwords();
    const [one, other] = await Promise.all([
      passwords.hash('four small words'),
      passwords.hash('four small words'),
    ]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(COST).toEqual({ memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    expect(other).not.toBe(one);
    expect(await passwords.matches(one, 'four small words')).toBe(true);
    expect(await passwords.matches(one, 'four small Words')).toBe(false);
  });

  it('is the same however a keyboard writes its characters', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('Zwölf Äpfel am Baum');
    expect(await passwords.matches(kept, 'Zwölf Äpfel am Baum'.normalize('NFD'))).toBe(true);
  });

  it('matches nothing where there is none, and that costs one look at a password all the same', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('four small words');
    argon2.verified = 0;
    expect(await passwords.matches(kept, 'wrong')).toBe(false);
    expect(argon2.verified).toBe(1);
    expect(await passwords.matches(null, 'nobody has this password')).toBe(false);
    expect(argon2.verified).toBe(2);
  });

  it('is looked at one after the other, and whoever comes when fifty wait is told so', async () => {
    const passwords = new Passwords();
    const kept = await passwords.hash('four small words');
    await passwords.matches(kept, '');
    argon2.most = 0;
    const answers = await Promise.allSettled(
      Array.from({ length: 60 }, () => passwords.matches(kept, 'wrong')),
    );
    expect(argon2.most).toBe(1);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(51);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(String(answer.reason)).toContain('too many people log in');
    }
    expect(await passwords.matches(kept, 'four small words')).toBe(true);
  });
});

describe('a password', () => {
  const about = ['ada', 'lovelace', 'example', 'com', 'Augusta'];

  it.each(
    `
    password1234 Password123! PASSWORD2024 P@ssw0rd1234 p@$$w0rd!2024 passw0rd2023 passwordpassword Passwort1234
    mypassword123 thisismypassword password!password 123456789012 1234567890123 098765432109 111111111111 112233445566
    aaaaaaaaaaaa abababababab abcabcabcabc aabbccddeeff abcdefghijkl zyxwvutsrqpo qwertyuiop12 qwertyuiopasdf qwerty123456
    asdfghjkl123 zxcvbnm12345 1qaz2wsx3edc zaq12wsxcde3 qazwsxedcrfv 1q2w3e4r5t6y q1w2e3r4t5y6 asdfasdfasdf qweasdzxc123
    iloveyou1234 iloveyou12345 letmein12345 letmeinletmein welcome12345 Welcome2024! Willkommen2024 administrator1
    admin123admin changeme1234 trustno1trustno1 football1234 baseball2023 superman1234 batman123456 starwars1977
    princess1234 sunshine2024 monkey123456 dragon123456 michael12345 jennifer2020 charlie12345 shadow123456 Summer2024!!
    Winter2023/24 Sommer2024!! September2024 Monday123456 evenhand2026 Evenhand!2026 unbelievable correcthorsebatterystaple
    CorrectHorseBatteryStaple secretsecret1 geheimgeheim mustang12345 computer1234 internet2024 samsung12345 pokemon12345
    liverpool123 chelsea12345 lovelace1815 adalovelace1 ada@example.com Augusta12345 lovelace!ada! drowssap1234 321nimda321
    abc123abc123 a1b2c3d4e5f6 blink182blink182 football!2024 ilovefootball iloveyouforever jesuschrist1 godisgood1234
  `
      .trim()
      .split(/\s+/),
  )('such as %s is not taken', (password) => {
    expect(weaknessOf(password, about)).toEqual(expect.stringMatching(/^it /));
  });

  it('of words and characters of its own is taken', () => {
    for (const password of [
      'four small words together',
      'mein Hund frisst keine Gurken',
      'tango-veranda-kiwi',
      'Xk2#vPq9!mRz',
      'größer als der Mond',
      'правда не в силе',
      '今日は天気がいいから散歩する',
      'a3f1c09b7e2d',
      '🦔🌲🎻🪁🧭🫖🪜🧶🛶🧿🪩🎲',
    ]) {
      expect(weaknessOf(password, about), password).toBeNull();
    }
  });

  it('has 12 to 256 characters, whatever they take in memory', () => {
    expect(weaknessOf('Xk2#vPq9!mR', [])).toContain('at least 12');
    expect(weaknessOf('🦔🌲🎻🪁🧭🫖', [])).toContain('at least 12');
    expect(weaknessOf('Xk2#vPq9!mRz'.padEnd(257, 'uvb7'), [])).toContain('at most 256');
    expect(weaknessOf(`Xk2#vPq9!mRz ${'many more words '.repeat(15)}`, [])).toBeNull();
  });

  it('of random letters is taken, whatever its owner is called', () => {
    const letter = fc.constantFrom(...'bcdfghjkmpqtvwxz');
    const random = fc.array(letter, { minLength: 24, maxLength: 40 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(random, fc.array(fc.string(), { maxLength: 4 }), (password, words) => {
        const own = words.filter((word) => !password.includes(word.toLowerCase().normalize('NFKC')));
        const different = new Set(password).size;
        expect(weaknessOf(password, own) === null || different < 5).toBe(true);
      }),
    );
  });
});
