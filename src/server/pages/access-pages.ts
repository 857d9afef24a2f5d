import type { FastifyInstance } from 'fastify';
import { PASSWORD_LENGTH } from '../access/weak-passwords.ts';
import { pageRoute } from './page.ts';

/**
 * The pages that links lead to: the first account, an invitation, and logging in. A link's secret stands behind its #, which
 * browsers send to nobody; the page sends it in the body of its request.
 */
export function accessPages(app: FastifyInstance): void {
  pageRoute(app, {
    path: '/log-in',
    title: 'Log in · Evenhand',
    main: `
<h1>Log in</h1>
${formOf('/api/v1/session', `${EMAIL}${passwordField('current-password', 'Password')}`, 'Log in')}
<p id="provider" hidden><a href="/api/v1/login/openid">Log in at your identity provider</a></p>
<p><small>Forgotten your password? An admin gives you a new link.</small></p>`,
    script: LOG_IN_SCRIPT + FORM_SCRIPT,
  });
  pageRoute(app, {
    path: '/invitation',
    title: 'Your invitation · Evenhand',
    main: `
<h1>Welcome to Evenhand</h1>
<p>Choose the password of your account. You are logged in then.</p>
${formOf('/api/v1/invitation', passwordField('new-password', 'Your password'), 'Choose this password')}`,
    script: SECRET_SCRIPT + FORM_SCRIPT,
  });
  pageRoute(app, {
    path: '/set-up',
    title: 'The first account · Evenhand',
    main: `
<h1>The first account</h1>
<p>It is an admin's: it may do everything, and makes the accounts of the others. From now on everybody says who they are.</p>
${formOf('/api/v1/set-up', `${NAME}${EMAIL}${passwordField('new-password', 'Your password')}`, 'Make the account')}`,
    script: SECRET_SCRIPT + FORM_SCRIPT,
  });
}

const NAME = `
<label for="name">Your name</label>
<input id="name" name="name" autocomplete="name" required maxlength="200">`;

const EMAIL = `
<label for="email">Your e-mail address</label>
<input id="email" name="email" type="email" autocomplete="username" required maxlength="254">`;

function passwordField(use: 'current-password' | 'new-password', label: string): string {
  const { least, most } = PASSWORD_LENGTH;
  const isNew = use === 'new-password';
  const limits = isNew ? ` minlength="${least}" aria-describedby="advice"` : '';
  const advice = `<small id="advice">At least ${least} characters. Four words that have nothing to do with each other are good, and easy to keep in mind.</small>`;
  return `
<label for="password">${label}</label>
<input id="password" name="password" type="password" autocomplete="${use}" required maxlength="${most}"${limits}>
${isNew ? advice : ''}
<label class="beside"><input type="checkbox" id="show"> Show the password</label>`;
}

function formOf(to: string, fields: string, button: string): string {
  return `<form data-to="${to}" method="post">${fields}
<div role="alert" id="told"></div>
<button>${button}</button>
</form>
<noscript><p>This page needs JavaScript.</p></noscript>`;
}

const LOG_IN_SCRIPT = `
const secret = undefined;
fetch('/api/v1/session').then((answer) => answer.json()).then(({ account, has_provider }) => {
  if (account) location.replace('/');
  document.querySelector('#provider').hidden = !has_provider;
});
`;

const SECRET_SCRIPT = `
const secret = location.hash.slice(1);
addEventListener('hashchange', () => location.reload());
if (secret === '') document.querySelector('#told').textContent = 'Open the link as it was given to you, with everything behind the #.';
`;

const FORM_SCRIPT = `
const form = document.querySelector('form');
const told = document.querySelector('#told');
const password = document.querySelector('#password');
const show = document.querySelector('#show');
form.querySelector('input').focus();
show.addEventListener('change', () => {
  password.type = show.checked ? 'text' : 'password';
});
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const button = form.querySelector('button');
  const body = JSON.stringify({ ...Object.fromEntries(new FormData(form)), secret });
  button.disabled = true;
  told.textContent = '';
  const sent = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  try {
    const answer = await fetch(form.dataset.to, sent);
    if (answer.ok) return location.replace('/');
    const { detail = 'The server could not do it: try again.' } = await answer.json();
    told.textContent = detail[0].toUpperCase() + detail.slice(1) + '.';
  } catch {
    told.textContent = 'The server does not answer: try again.';
  }
  button.disabled = false;
});
`;
