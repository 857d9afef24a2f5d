/**
 * Makes the appraisal sheet of 1,064 invented technical employees, the same every time: whole points on the seven
 * indicators of Fan 2022 (Table 2), in groups as large as its Figure 2 prints them.
 */
import { generator, normal } from './random.js';

/** The points that each indicator can reach. */
const indicators = {
  team_spirit: 12,
  spirit_of_innovation: 8,
  awareness_of_responsibility: 12,
  cost_awareness: 8,
  working_ability: 12,
  communication_skills: 8,
  moral_quality: 10,
};

/** The share of people in each group, and the share of the points that they reach. */
const groups = [
  { people: 0.32, reach: 0.76 },
  { people: 0.38, reach: 0.64 },
  { people: 0.27, reach: 0.52 },
  { people: 0.03, reach: 0.3 },
];

/** How much people of a group differ in all, and how much their indicators differ from each other, as shares of points. */
const spread = { person: 0.03, indicator: 0.09 };

/** The sheet as CSV; `lowest` is the share of the points that the last group reaches. */
export function makeTechnical({ people = 1064, seed = 1064, lowest = groups[3].reach } = {}) {
  const random = generator(seed);
  const lines = Array.from({ length: people }, (_, i) => {
    const group = groupAt(random());
    const reach = (group === 3 ? lowest : groups[group].reach) + spread.person * normal(random);
    const points = Object.values(indicators).map((most) => {
      const drawn = Math.round(most * (reach + spread.indicator * normal(random)));
      return Math.min(most, Math.max(0, drawn));
    });
    return [`T${String(i + 1).padStart(4, '0')}`, 'technical', ...points].join(',');
  });
  const header = ['employee_id', 'position', ...Object.keys(indicators)].join(',');
  return `${[header, ...lines].join('\n')}\n`;
}

/** The group in which a number from 0 to 1 falls. @param {number} drawn */
function groupAt(drawn) {
  let end = 0;
  return groups.findIndex((group, i) => {
    end += group.people;
    return drawn < end || i === groups.length - 1;
  });
}
