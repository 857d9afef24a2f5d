import { Button, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { saveWhatIf, type WhatIfOptions } from '../../api/what-if.ts';
import { useLanguage } from '../../messages/language.tsx';
import { FormModal } from '../../parts/form-modal.tsx';
import { useAction } from '../../parts/use-action.tsx';

/** Keeps the settings as a draft of a standard, and leads to it. */
export function SaveDraft({
  options,
  suggested,
}: {
  readonly options: WhatIfOptions;
  readonly suggested: string;
}) {
  const { words, format } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(suggested);
  const navigate = useNavigate();
  const action = useAction([['standards']], { inForm: true });
  const save = async () => {
    const isDone = await action.run(
      async () => {
        const draft = await saveWhatIf(options, name.trim());
        void navigate({ to: '/standards/$id', params: { id: draft.id } });
        return draft;
      },
      ({ name: kept, version }) => ({ says: words.whatIf.saved(kept, format.number(version, 0)) }),
    );
    if (isDone) setOpen(false);
  };
  return (
    <>
      <Button className="no-print" flex="none" onClick={() => setOpen(true)}>
        {words.whatIf.save}
      </Button>
      {isOpen && (
        <FormModal
          title={words.whatIf.saveTitle}
          action={action}
          isReady={name.trim() !== ''}
          onSubmit={() => void save()}
          onClose={() => setOpen(false)}
        >
          <Text size="sm">{words.whatIf.saveSays}</Text>
          <TextInput
            label={words.whatIf.name}
            value={name}
            onChange={({ currentTarget: { value } }) => setName(value)}
            maxLength={200}
            required
            data-autofocus
          />
        </FormModal>
      )}
    </>
  );
}
