import { CloseButton, TextInput, type TextInputProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useLanguage } from '../messages/language.tsx';

/** Milliseconds after the last key in which nothing is asked for yet. */
const PAUSE = 300;

/** Text that is told once it stands still, and can be taken away at once. */
export function ClearableText({
  label,
  placeholder,
  value,
  onChange,
  w,
}: {
  readonly label: string;
  readonly placeholder?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly w?: TextInputProps['w'];
}) {
  const { words } = useLanguage();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), PAUSE);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={typed}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      rightSection={
        typed !== '' && (
          <CloseButton
            size="sm"
            aria-label={`${words.states.clear}: ${label}`}
            onClick={() => {
              setTyped('');
              onChange('');
            }}
          />
        )
      }
      w={w}
    />
  );
}
