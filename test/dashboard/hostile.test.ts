import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { everyPlace, type Role, settled } from '../support/every-page.ts';
import { type HostileCompany, hostileCompanyOn } from '../support/hostile-company.ts';
import { PAYLOADS } from '../support/payloads.ts';
import { type Served, serve } from '../support/serve.ts';
import type { SignedIn } from '../support/signed-in.ts';

describe('what people type', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/hostile: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: HostileCompany;
  /** The payloads that a page has shown as the text that they are. */
  const shown = new Set<string>();

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn', EVENHAND_RATE_LIMIT: '0' });
    browser = await launched();
    company = await hostileCompanyOn(server);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each(['admin', 'manager', 'employee'] as const)(
    'never becomes a part of a page that is shown to the role of %s',
    async (role) => {
      const guarded = await guard(company[role]);
      const places = await everyPlace(company.admin.client, company.people[1]);
      const theirs = places.filter(({ roles }) => roles.includes(role));
      for (const { path } of [...theirs, ...addressesFor(role)]) {
        await guarded.page.goto(server.url + path);
        await settled(guarded.page);
        await reach(guarded.page);
        await noteShown(guarded.page);
        expect(await guarded.found(), `${path} as ${role}`).toEqual([]);
      }
      await guarded.context.close();
    },
  );

  it('is shown as it was typed', () => {
    expect(PAYLOADS.filter((payload) => !shown.has(payload))).toEqual([]);
  });

  it('would be found if it became markup, ran, or was fetched', async () => {
    const guarded = await guard(company.admin);
    await guarded.page.goto(`${server.url}/settings/account`);
    await settled(guarded.page);
    for (const payload of [1, 8, 9, 10, 15, 22, 24, 29].map((i) => PAYLOADS[i])) {
      await guarded.page.evaluate(
        `document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(payload)})`,
      );
      await expect.poll(async () => (await guarded.found()).length, { message: payload }).toBeGreaterThan(0);
      await guarded.page.reload();
      await settled(guarded.page);
    }
    await guarded.context.close();
  });

  /** Addresses that attack: what is asked for is shown in fields. */
  function addressesFor(role: Role): { readonly path: string }[] {
    const text = encodeURIComponent(PAYLOADS[2]);
    const paths = [`/people?search=${text}&tier=${text}`, `/people/${text}`, `/settings/${text}`, `/${text}`];
    const staff = [`/audit?subject=${text}&actor=${text}`, `/settings/people?search=${text}&open=${text}`];
    const one = [
      `/settings/people?open=${company.people[1]}`,
      `/settings/retention?open=${company.people[1]}`,
    ];
    const others = company.evaluations.flatMap((id) => [
      `/?evaluation=${id}`,
      `/people/${company.people[1]}?evaluation=${id}`,
    ]);
    return [...paths, ...others, ...(role === 'admin' ? [...staff, ...one] : [])].map((path) => ({ path }));
  }

  /** Opens what is folded: the tables behind charts, the list of evaluations; and points at every chart. */
  async function reach(page: Page): Promise<void> {
    for (const chart of await page.locator('[role="img"]:has(svg, canvas)').all()) {
      const box = await chart.boundingBox();
      if (box === null) continue;
      await chart.scrollIntoViewIfNeeded();
      for (const [x, y] of [
        [0.5, 0.5],
        [0.2, 0.3],
        [0.8, 0.7],
      ]) {
        await page.mouse.move(0, 0);
        await chart.hover({ position: { x: box.width * x, y: box.height * y }, force: true });
      }
    }
    await noteShown(page);
    const tables = page.getByRole('button', { name: 'As a table' });
    while ((await tables.count()) > 0) await tables.first().click();
    const picker = page.getByRole('combobox', { name: 'Evaluation' });
    if ((await picker.count()) > 0 && (await page.getByRole('dialog').count()) === 0) {
      await picker.first().click();
      await page.getByRole('option').first().waitFor();
    }
  }

  async function noteShown(page: Page): Promise<void> {
    const text = plain(String(await page.evaluate(`document.body.innerText`)));
    for (const payload of PAYLOADS) if (text.includes(plain(payload))) shown.add(payload);
  }

  /** A browser of somebody, with everything noted that no page of ours does. */
  async function guard(as: SignedIn): Promise<Guarded> {
    const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce' });
    await as.enter(context);
    await context.addInitScript(TRAPS);
    const noted: string[] = [];
    const own = new URL(server.url).host;
    await context.route(
      ({ host, protocol }) => host !== own && /^(https?|wss?):$/.test(protocol),
      (route) => {
        noted.push(`asked ${route.request().url()}`);
        return route.abort();
      },
    );
    const page = await context.newPage();
    page.on('dialog', (dialog) => {
      noted.push(`said ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => noted.push(`opened ${popup.url()}`));
    page.on('pageerror', (error) => noted.push(`failed: ${error.message}`));
    return {
      context,
      page,
      async found() {
        const inPage = await page.evaluate(STRANGE);
        const found = [...noted.splice(0), ...(Array.isArray(inPage) ? inPage.map(String) : [])];
        return [...new Set(found)];
      },
    };
  }
});

interface Guarded {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What was noted since it was asked last, and what stands in the page and should not. */
  found(): Promise<string[]>;
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ');
}

/** In the page, before anything of it: what payloads call, and what its policy stops. */
const TRAPS = `
window.noted = [];
for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) {
  window[name] = (...given) => window.noted.push(name + ' ' + given.join());
}
addEventListener('securitypolicyviolation', (event) => {
  window.noted.push('stopped ' + event.violatedDirective + ' ' + event.blockedURI);
});
`;

/** Elements and attributes that no page of ours has, and what was noted. */
const STRANGE = `(() => {
  const tags = 'iframe,frame,object,embed,base,marquee,video,audio,math,template,form[action],meta[http-equiv],animate';
  const strange = [...document.querySelectorAll(tags)].map((one) => 'element ' + one.outerHTML.slice(0, 120));
  for (const one of document.querySelectorAll('*')) {
    for (const { name, value } of one.attributes) {
      if (name.startsWith('on') || name === 'srcdoc') strange.push('attribute ' + name + ' of ' + one.tagName);
      if (!['href', 'src', 'action', 'formaction', 'data', 'xlink:href'].includes(name)) continue;
      const url = new URL(value, location.href);
      const isOurs = url.origin === location.origin || url.protocol === 'blob:';
      const isPicture = one.tagName === 'IMG' && url.protocol === 'data:';
      if (!isOurs && !isPicture) strange.push(name + ' ' + value.slice(0, 80) + ' of ' + one.tagName);
      if (one.tagName === 'IMG' && url.pathname.endsWith('/x')) strange.push('picture ' + value);
      if (one.tagName === 'SCRIPT' && !url.pathname.startsWith('/assets/')) strange.push('script ' + value);
    }
    if (one.tagName === 'SCRIPT' && one.textContent !== '') strange.push('script ' + one.textContent.slice(0, 80));
    if (one.tagName === 'STYLE' && /evil\\.example/.test(one.textContent)) strange.push('style ' + one.textContent.slice(0, 80));
  }
  return [...window.noted.splice(0), ...strange];
})()`;
