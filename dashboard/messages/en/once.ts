export const once = {
  secret: 'To be copied now',
  copy: 'Copy',
  copied: 'Copied',
  says: 'It is shown this once. Nobody can read it again, you neither.',
  done: 'I have it',
};
