import { Stack } from '@mantine/core';
import { useIsWorker } from '../../api/session.ts';
import { useLanguage } from '../../messages/language.tsx';
import { Erasure } from './erasure.tsx';
import { SettingsForm } from './settings-form.tsx';

/** For how long things are kept, and taking out all that is known of somebody. */
export function RetentionTab() {
  const { words } = useLanguage();
  const mayErase = useIsWorker();
  return (
    <Stack>
      <SettingsForm
        title={words.settings.tabs.retention}
        says={words.settings.retentionSays}
        fields={[
          { name: 'keep_leavers_months', min: 1, max: 1200, isOptional: true },
          { name: 'keep_evaluations_months', min: 1, max: 1200, isOptional: true },
          { name: 'keep_uploads_days', min: 1, max: 3650 },
          { name: 'keep_rejections_days', min: 1, max: 3650 },
          { name: 'keep_jobs_days', min: 1, max: 3650 },
          { name: 'keep_events_days', min: 1, max: 3650 },
        ]}
      />
      {mayErase && <Erasure />}
    </Stack>
  );
}
