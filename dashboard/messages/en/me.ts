export const me = {
  title: 'My result',
  hello: (name: string) => `Hello, ${name}`,
  lead: (period: string) =>
    `This is your result for ${period}. Everything it is made of is below, and what you can do if it is wrong.`,
  nothing: 'No result yet',
  nothingSays:
    'Nothing has been released for you yet. Once somebody has looked the results through and released them, yours is here.',
  nobody: 'This account is nobody’s',
  nobodySays:
    'It is not tied to a person in the records, so there is no result of its own. Whoever manages accounts can change that.',
};
