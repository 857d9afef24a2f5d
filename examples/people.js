/**
 * The people of the example company, all invented: id, name, department, level and first day (null: there from the start).
 * A level is how people work: `pace` stretches the hours, `done` is the share of tasks they bring to an end, `tasks`
 * how many they take on in an ordinary quarter.
 */
export const levels = {
  strong: { pace: 0.7, done: 0.95, tasks: 12 },
  steady: { pace: 1, done: 0.85, tasks: 9 },
  growing: { pace: 1.45, done: 0.65, tasks: 7 },
};

/** What each department does. @satisfies {Readonly<Record<string, readonly TaskType[]>>} */
export const departments = {
  Engineering: [
    ['feature', 7, 4],
    ['bug fix', 3, 5],
    ['maintenance', 4.5, 2],
  ],
  'Customer Support': [
    ['enquiry', 2.5, 6],
    ['escalation', 5, 2],
    ['knowledge article', 4, 2],
  ],
  Operations: [
    ['order run', 3.5, 5],
    ['stock check', 2.5, 3],
    ['supplier review', 6.5, 2],
  ],
  Sales: [
    ['offer', 3, 5],
    ['client visit', 5, 3],
    ['contract', 7, 2],
  ],
};

/**
 * @typedef {readonly [name: string, hours: number, frequency: number]} TaskType
 * @typedef {keyof typeof levels} Level
 * @typedef {keyof typeof departments} Department
 * @typedef {{ id: string, name: string, department: Department, level: Level, since: string }} Person
 */

const start = '2024-01-01';

/** @type {readonly (readonly [string, Department, Level, string?])[]} */
const roster = [
  ['Amara Okonkwo', 'Engineering', 'strong'],
  ['Liam Fitzgerald', 'Engineering', 'steady'],
  ['Mei-Ling Zhou', 'Engineering', 'steady'],
  ['Mateo Álvarez', 'Engineering', 'growing'],
  ['Priya Raghunathan', 'Engineering', 'strong'],
  ['Jonas Lindqvist', 'Engineering', 'steady'],
  ['Fatima Zahra Benali', 'Engineering', 'steady'],
  ['Kwame Asante', 'Engineering', 'growing'],
  ['Hannah Weiß', 'Engineering', 'steady'],
  ['Tomáš Dvořák', 'Engineering', 'strong'],
  ['Yuki Tanabe', 'Engineering', 'steady'],
  ['Zoë van der Meer', 'Engineering', 'steady', '2024-05-06'],
  ['Ibrahim Yıldız', 'Engineering', 'growing'],
  ['Chloé Marchand', 'Engineering', 'strong'],
  ['Daniel Kimani', 'Engineering', 'steady'],
  ['Aaliyah Johnson', 'Customer Support', 'steady'],
  ['Victor Halloran', 'Customer Support', 'steady'],
  ['Ngoc Anh Pham', 'Customer Support', 'strong'],
  ['Sofia Papadaki', 'Customer Support', 'steady'],
  ['Omar Haddad', 'Customer Support', 'growing'],
  ['Grace Adeyemi, MSc', 'Customer Support', 'steady'],
  ['Łukasz Wiśniewski', 'Customer Support', 'steady'],
  ["Siobhán O'Rourke", 'Customer Support', 'strong'],
  ['Arjun Mehta', 'Customer Support', 'steady'],
  ['Leilani Kahale', 'Customer Support', 'growing', '2024-09-02'],
  ['Emre Aksoy', 'Customer Support', 'steady'],
  ['Wanjiru Njoroge', 'Customer Support', 'strong'],
  ['Oliver Bennett', 'Customer Support', 'growing'],
  ['Noor al-Din', 'Customer Support', 'steady'],
  ['Camila Restrepo', 'Customer Support', 'steady'],
  ['Gregor Baumann', 'Engineering', 'steady'],
  ['Ayesha Siddiqui', 'Operations', 'strong'],
  ['Pedro Nascimento', 'Operations', 'steady'],
  ['Ji-woo Han', 'Operations', 'steady'],
  ['Thandiwe Mokoena', 'Operations', 'growing'],
  ['Erik Sørensen', 'Operations', 'steady'],
  ['Maria Ionescu', 'Operations', 'strong'],
  ['Ravi Subramaniam', 'Sales', 'steady'],
  ['Aroha Ngata', 'Operations', 'steady'],
  ['Samuel Goldberg', 'Operations', 'growing'],
  ['Xiulan Guo', 'Operations', 'steady'],
  ['Kofi Mensah', 'Operations', 'steady'],
  ['Isabella Conti', 'Operations', 'strong', '2024-03-18'],
  ['Dmytro Kovalenko', 'Operations', 'steady', '2025-06-16'],
  ['Hye-jin Seo', 'Operations', 'steady'],
  ['Abdul Karim Sesay', 'Sales', 'growing'],
  ['Lucía Fernández', 'Sales', 'strong'],
  ['Henrik Nygård', 'Sales', 'steady'],
  ['Mariam Toure', 'Sales', 'steady'],
  ['Jack Morrison', 'Sales', 'growing'],
  ['Ananya Chatterjee', 'Sales', 'steady'],
  ['Björn Eklund', 'Sales', 'steady', '2025-06-16'],
  ['Nadia Rahimi', 'Sales', 'strong'],
  ['Carlos Quispe', 'Sales', 'steady'],
  ['Ewa Zielińska', 'Sales', 'steady'],
  ['Tariq Hussain', 'Sales', 'growing'],
  ['Malia Tui', 'Sales', 'steady', '2024-07-01'],
  ['Robert Castellane', 'Operations', 'steady'],
  ['Shira Ben-Ami', 'Sales', 'strong'],
  ['Élise Dubois', 'Sales', 'steady'],
];

/** @type {readonly Person[]} */
export const people = roster.map(([name, department, level, since], i) => ({
  id: `E${String(i + 1).padStart(3, '0')}`,
  name,
  department,
  level,
  since: since ?? start,
}));
