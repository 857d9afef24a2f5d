import { Button, Group, Popover, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import type { Standard } from '../../../src/client/index.ts';
import { useIsWorker } from '../../api/session.ts';
import { STANDARD_STEPS, type StandardStep } from '../../api/standards.ts';
import { useLanguage } from '../../messages/language.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** The steps that whoever looks may take: the next one first, retiring set apart, since it cannot be taken back. */
export function StandardActions({ standard }: { readonly standard: Standard }) {
  const { words } = useLanguage();
  const mayWork = useIsWorker();
  // Of the standards, another one may have been active until now.
  const step = useAction([['standards']]);
  const [isAsking, setAsking] = useState(false);
  const take = (name: StandardStep) =>
    step.run(() => STANDARD_STEPS[name](standard.id), { says: words.standards.done[name] });
  return (
    <Group gap="xs" className="no-print">
      <Button
        component="a"
        variant="default"
        href={`/api/v1/standards/${standard.id}/document`}
        download={`${standard.name}-${standard.version}.json`}
      >
        {words.standards.file}
      </Button>
      {mayWork && standard.state !== 'retired' && (
        <Popover opened={isAsking} onChange={setAsking} width={300} position="bottom-end" trapFocus withRoles>
          <Popover.Target>
            <Button variant="default" onClick={() => setAsking(!isAsking)}>
              {words.standards.retire}…
            </Button>
          </Popover.Target>
          <Popover.Dropdown aria-label={words.standards.retire}>
            <Stack gap="sm">
              <Text size="sm">{words.standards.retireSays}</Text>
              <Button
                color="red.9"
                loading={step.isBusy}
                onClick={() => {
                  setAsking(false);
                  void take('retire');
                }}
              >
                {words.standards.retire}
              </Button>
            </Stack>
          </Popover.Dropdown>
        </Popover>
      )}
      {mayWork && standard.state === 'draft' && (
        <Button loading={step.isBusy} onClick={() => void take('approve')}>
          {words.standards.approve}
        </Button>
      )}
      {mayWork && standard.state === 'approved' && (
        <Button loading={step.isBusy} onClick={() => void take('activate')}>
          {words.standards.activate}
        </Button>
      )}
    </Group>
  );
}
