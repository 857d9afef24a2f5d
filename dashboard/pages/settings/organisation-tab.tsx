import { useLanguage } from '../../messages/language.tsx';
import { SettingsForm } from './settings-form.tsx';

/** How the organisation evaluates, and what it shows of small groups. */
export function OrganisationTab() {
  const { words } = useLanguage();
  return (
    <SettingsForm
      title={words.settings.tabs.organisation}
      says={words.settings.organisationSays}
      fields={[
        { name: 'min_tasks', min: 1, max: 1_000_000 },
        { name: 'borderline_below', min: 0.01, max: 1, step: 0.05 },
        { name: 'anomaly_limit', min: 0.51, max: 0.99, step: 0.01 },
        { name: 'small_group', min: 1, max: 1000 },
        { name: 'contest_days', min: 1, max: 3650 },
      ]}
    />
  );
}
